/// The head of a record that the unpacking child writes; `length` bytes of payload follow it.
struct UnpackFrame: Equatable {
    enum Kind: UInt8 {
        /// The first of all; the payload is the format's name.
        case opened = 1
        /// A member begins; the payload is its path.
        case member
        /// Bytes of the member.
        case data
        /// The member's end; the payload says what is wrong, where ``UnpackFault`` says that something is.
        case memberEnd
        /// The child is alive.
        case progress
        /// The archive's end; the payload as in ``memberEnd``.
        case end
    }

    static let headLength = 32
    /// No payload is longer.
    static let mostPayload = 1 << 20
    /// Members can be left out at no cost.
    static let isZip: UInt8 = 1
    /// Nothing but compressed bytes, without a name of their own.
    static let isRaw: UInt8 = 2

    var kind: Kind
    /// For ``Kind/memberEnd`` and ``Kind/end``: a raw ``UnpackFault``, 0 where all went well; for
    /// ``Kind/opened``: ``isZip`` and ``isRaw``.
    var flags: UInt8 = 0
    var length = 0
    /// For a member: its size in bytes, -1 where it is not told.
    var value = 0
    /// How many bytes of the archive the child has taken.
    var consumed = 0
    /// For a member: its number in the archive, from 0; folders and links count too.
    var number = 0

    func write(to target: UnsafeMutableRawPointer) {
        unsafe target.storeBytes(of: kind.rawValue, as: UInt8.self)
        unsafe target.storeBytes(of: flags, toByteOffset: 1, as: UInt8.self)
        unsafe target.storeBytes(of: 0, toByteOffset: 2, as: UInt16.self)
        unsafe target.storeBytes(of: UInt32(truncatingIfNeeded: length), toByteOffset: 4, as: UInt32.self)
        unsafe target.storeBytes(of: Int64(value), toByteOffset: 8, as: Int64.self)
        unsafe target.storeBytes(of: Int64(consumed), toByteOffset: 16, as: Int64.self)
        unsafe target.storeBytes(of: Int64(number), toByteOffset: 24, as: Int64.self)
    }

    init(kind: Kind, flags: UInt8 = 0, length: Int = 0, value: Int = 0, consumed: Int = 0, number: Int = 0) {
        self.kind = kind
        self.flags = flags
        self.length = length
        self.value = value
        self.consumed = consumed
        self.number = number
    }

    /// Nil where the bytes are no record: whoever unpacks hostile archives is not trusted.
    init?(_ bytes: UnsafeRawPointer) {
        guard let kind = unsafe Kind(rawValue: bytes.loadUnaligned(as: UInt8.self)) else { return nil }
        self.kind = kind
        flags = unsafe bytes.loadUnaligned(fromByteOffset: 1, as: UInt8.self)
        length = unsafe Int(bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        value = unsafe Int(bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
        consumed = unsafe Int(bytes.loadUnaligned(fromByteOffset: 16, as: Int64.self))
        number = unsafe Int(bytes.loadUnaligned(fromByteOffset: 24, as: Int64.self))
        guard length <= UnpackFrame.mostPayload, consumed >= 0, number >= 0 else { return nil }
    }
}

/// What kept the child from reading something to its end.
enum UnpackFault: UInt8 {
    case corrupt = 1
    case encrypted
    /// Compressed in a way that is not known here.
    case unknownMethod
    case noArchive
}
