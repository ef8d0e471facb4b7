/// What the headers of a RAR 5 archive say of encryption, taken in as the archive's bytes pass.
///
/// libarchive 3.6 passes over the record that says it: what is stored without compression comes out as it is,
/// ciphertext, as if that were the content. After *RAR 5.0 archive format* by RARLAB.
struct RarHeaders {
    static let signature: [UInt8] = [0x52, 0x61, 0x72, 0x21, 0x1A, 7, 1, 0]
    /// As the format has it, in bytes.
    private static let longest = 2 << 20

    /// The numbers of the members whose content is encrypted, from 0 in the order of their headers.
    private(set) var encrypted: Set<Int> = []
    /// Whether the headers themselves are, names and all.
    private(set) var areEncrypted = false
    private var members = 0
    /// Of the header that has not come whole.
    private var held: [UInt8] = []
    /// What is still to come of what follows the last header.
    private var skipped = RarHeaders.signature.count
    /// Whether the end has come, or something that is no header.
    private var isOver = false

    /// Takes the archive's next bytes.
    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var rest = unsafe bytes[...]
        while !isOver, unsafe !rest.isEmpty {
            guard skipped == 0 else {
                let count = unsafe min(skipped, rest.count)
                unsafe rest = rest.dropFirst(count)
                skipped -= count
                continue
            }
            let missing = RarFields.length(of: held) - held.count
            unsafe held += rest.prefix(missing)
            unsafe rest = rest.dropFirst(missing)
            let length = RarFields.length(of: held)
            isOver = length > RarHeaders.longest
            if !isOver, held.count == length { read() }
        }
    }

    private mutating func read() {
        var fields = RarFields(held)
        held.removeAll(keepingCapacity: true)
        let kind = fields.number()
        let flags = fields.number()
        let extra = flags & 1 != 0 ? fields.number() : 0
        skipped = flags & 2 != 0 ? fields.number() : 0
        switch kind {
        case 2:
            if fields.hasRecord(of: 1, inLast: extra) { encrypted.insert(members) }
            members += 1
        case 4: (areEncrypted, isOver) = (true, true)
        case 5: isOver = true
        default: break
        }
    }
}

/// The numbers of a header, behind its checksum and its length.
private struct RarFields {
    /// Checksum, length, kind and flags have at least one byte each, but for the first, which has four.
    private static let shortest = 7

    private let bytes: [UInt8]
    private var place = 4

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        _ = number()
    }

    /// How many bytes a header has that begins with these; where they do not tell it yet, how many may.
    static func length(of bytes: [UInt8]) -> Int {
        guard bytes.count >= shortest else { return shortest }
        // A number may be written with more bytes than it needs.
        if bytes.count < 14, bytes[4...].allSatisfy({ $0 & 0x80 != 0 }) { return bytes.count + 1 }
        var fields = RarFields(bytes)
        fields.place = 4
        let length = fields.number()
        return max(shortest, min(length, 1 << 30) + fields.place)
    }

    /// The next number: seven bits a byte, the lowest first, as long as the upper bit is set.
    ///
    /// 0 where the header ends before it does.
    mutating func number() -> Int {
        var number = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard place < bytes.count else { return 0 }
            let byte = bytes[place]
            place += 1
            if shift < 56 { number |= Int(byte & 0x7F) << shift }
            if byte & 0x80 == 0 { break }
        }
        return number
    }

    /// Whether the header's last `count` bytes, its extra records, hold one of a kind.
    mutating func hasRecord(of kind: Int, inLast count: Int) -> Bool {
        place = max(place, bytes.count - min(count, bytes.count))
        while place < bytes.count {
            let length = number()
            let next = place + min(length, bytes.count)
            if number() == kind { return true }
            place = max(place, next)
        }
        return false
    }
}
