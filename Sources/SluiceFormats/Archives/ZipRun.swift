import Glibc

/// One way through a zip of the usual kind, written as records.
///
/// Where something is not as the list of members says, libarchive goes on, which knows more and words what is wrong.
@safe
struct ZipRun {
    /// Members up to this size are written when they have been checked; longer ones bit by bit.
    private static let held = UnpackFrame.mostPayload

    private let directory: ZipDirectory
    private let input: ZipInput
    private let inflater: Inflater
    private let order: UnpackOrder
    private let scratch = ZipScratch(ZipRun.held)

    /// Nil where the file is no such zip.
    init?(descriptor: CInt, _ inflater: Inflater, _ order: UnpackOrder) {
        guard let directory = ZipDirectory(descriptor: descriptor) else { return nil }
        self.directory = directory
        self.inflater = inflater
        self.order = order
        input = ZipInput(descriptor: descriptor)
    }

    /// Writes the members from `first` on; `sign` is told how far it has come.
    ///
    /// - Returns: the number of the member that libarchive has to go on with; nil where all is written.
    func unpack(from first: Int, sign: (Int) -> Void) -> Int? {
        FrameWriter.write(UnpackFrame(kind: .opened, flags: UnpackFrame.isZip), text: "ZIP")
        for number in directory.members.indices.dropFirst(first) {
            let member = directory.members[number]
            sign(member.offset)
            guard let start = start(of: number) else { return number }
            guard member.isFile, let isNamed = isNamed(member) else { continue }
            let frame = UnpackFrame(
                kind: .member, value: member.size, consumed: member.offset, number: number)
            let end = UnpackFrame(kind: .memberEnd, consumed: start + member.packedSize)
            if isNamed {
                write(frame, member)
                FrameWriter.write(end, text: "")
            } else if member.size <= ZipRun.held, member.packedSize <= ZipInput.capacity {
                if writeWhole(member, at: start, frame) {
                    FrameWriter.write(end, text: "")
                } else {
                    // libarchive holds stored bytes against no checksum.
                    guard !member.isDeflated, member.packedSize == member.size else { return number }
                    write(frame, member)
                    writeLong(member, at: start, end, sign)
                }
            } else {
                write(frame, member)
                writeLong(member, at: start, end, sign)
            }
        }
        FrameWriter.write(UnpackFrame(kind: .end, consumed: directory.start), text: "")
        return nil
    }

    /// Whether only the name of a member is wanted; nil where not even that is.
    private func isNamed(_ member: ZipDirectory.Member) -> Bool? {
        guard let only = order.only else { return false }
        if only.isEmpty { return true }
        return directory.bytes[member.name].elementsEqual(only.utf8) ? false : nil
    }

    /// Where a member's bytes begin; nil where its head is not as it should be, or something lies behind the member.
    private func start(of number: Int) -> Int? {
        let member = directory.members[number]
        let length = ZipMemberHead.length + member.name.count
        // The fields behind a name are hardly longer.
        let bytes = unsafe input.bytes(member.offset..<member.offset + length + 1024)
        guard bytes.count >= ZipMemberHead.length else { return nil }
        let fields = unsafe Int(bytes[28]) | Int(bytes[29]) << 8
        guard
            let head = ZipMemberHead.length(
                of: LittleBytes(unsafe Array(bytes.prefix(length + fields))), member, in: directory)
        else { return nil }
        let start = member.offset + head
        let next =
            number + 1 < directory.members.count ? directory.members[number + 1].offset : directory.start
        // Sizes that stand behind a member take 12 to 24 bytes.
        let between = next - start - member.packedSize
        let isUsual = between == 0 || member.flags & 8 != 0 && [12, 16, 20, 24].contains(between)
        return isUsual ? start : nil
    }

    private func write(_ frame: UnpackFrame, _ member: ZipDirectory.Member) {
        unsafe directory.bytes[member.name].withUnsafeBytes { unsafe FrameWriter.write(frame, $0) }
    }

    /// Writes a member whose bytes are as its checksum says; false where they are not, and nothing is written.
    private func writeWhole(_ member: ZipDirectory.Member, at start: Int, _ frame: UnpackFrame) -> Bool {
        let packed = unsafe input.bytes(start..<start + member.packedSize)
        guard packed.count == member.packedSize else { return false }
        let bytes: UnsafeRawBufferPointer
        if member.isDeflated {
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: scratch.bytes[..<member.size])
            guard unsafe inflate(packed, to: room) else { return false }
            unsafe bytes = UnsafeRawBufferPointer(room)
        } else {
            unsafe bytes = packed
        }
        guard bytes.count == member.size, unsafe inflater.checksum(bytes) == member.checksum else {
            return false
        }
        write(frame, member)
        if member.size > 0 {
            let data = UnpackFrame(kind: .data, consumed: start + member.packedSize)
            unsafe FrameWriter.write(data, bytes)
        }
        return true
    }

    /// Whether a whole stream fills `room`, no more and no less.
    private func inflate(_ packed: UnsafeRawBufferPointer, to room: UnsafeMutableRawBufferPointer) -> Bool {
        var (input, left) = unsafe (packed, room)
        inflater.begin(hasTrailer: false)
        while true {
            let before = (input.count, left.count)
            switch unsafe inflater.inflate(&input, to: &left) {
            case .end: return left.count == 0
            case .broken: return false
            case .more: if (input.count, left.count) == before { return false }
            }
        }
    }

    /// Writes a long member as far as it can be read, and its end.
    private func writeLong(
        _ member: ZipDirectory.Member, at start: Int, _ end: UnpackFrame, _ sign: (Int) -> Void
    ) {
        let behind = start + member.packedSize
        var (place, checksum, size) = (start, UInt32(0), 0)
        var state = Inflater.Outcome.more
        inflater.begin(hasTrailer: false)
        while state == .more {
            let packed = unsafe input.bytes(place..<min(place + ZipInput.capacity / 2, behind))
            let stretch =
                unsafe member.isDeflated ? inflated(packed) : ZipRun.stored(packed, of: behind - place)
            state = stretch.state
            place += stretch.taken
            unsafe size += stretch.bytes.count
            checksum = unsafe inflater.checksum(stretch.bytes, behind: checksum)
            if unsafe stretch.bytes.count > 0 {
                unsafe FrameWriter.write(UnpackFrame(kind: .data, consumed: place), stretch.bytes)
            }
            sign(place)
        }
        let fault =
            state == .broken
            ? "ZIP decompression failed"
            : size != member.size
                ? "ZIP uncompressed data is wrong size" : checksum != member.checksum ? "ZIP bad CRC" : nil
        FrameWriter.write(fault == nil ? end : end.broken, text: fault ?? "")
    }

    /// A part of a long member.
    @safe
    private struct Stretch {
        var bytes: UnsafeRawBufferPointer
        /// How many packed bytes it took.
        var taken: Int
        var state: Inflater.Outcome
    }

    private func inflated(_ packed: UnsafeRawBufferPointer) -> Stretch {
        var (input, room) = unsafe (packed, scratch.bytes)
        var state = unsafe inflater.inflate(&input, to: &room)
        let bytes = unsafe UnsafeRawBufferPointer(
            rebasing: scratch.bytes[..<(scratch.bytes.count - room.count)])
        if state == .more, bytes.count == 0, input.count == packed.count { state = .broken }
        return unsafe Stretch(bytes: bytes, taken: packed.count - input.count, state: state)
    }

    private static func stored(_ bytes: UnsafeRawBufferPointer, of left: Int) -> Stretch {
        let state: Inflater.Outcome = bytes.count == left ? .end : bytes.count == 0 ? .broken : .more
        return unsafe Stretch(bytes: bytes, taken: bytes.count, state: state)
    }
}

/// Room for a member, or for a stretch of a long one.
@safe
private final class ZipScratch {
    let bytes: UnsafeMutableRawBufferPointer

    init(_ size: Int) { unsafe bytes = .allocate(byteCount: size, alignment: 64) }

    deinit { unsafe bytes.deallocate() }
}

extension UnpackFrame {
    fileprivate var broken: UnpackFrame {
        var frame = self
        frame.flags = UnpackFault.corrupt.rawValue
        return frame
    }
}
