import SluiceModel

/// Reads the members of an archive: small ones many to a piece, a long one by the reader of its form.
///
/// Memory is that of one piece and of the long member's reader, whatever the archive's size. What lies behind
/// a member on which the child had to be ended is read by another child, where members can be left out.
struct ArchiveReader: Reader {
    /// Members up to this size are held whole, in bytes.
    private static let smallMember = 2 << 20
    private static let batchBytes = 1 << 20
    private static let batchMembers = 128

    /// Whether the archive is a content that its reader's caller answers for: it then tells neither the end of a
    /// file nor that there is no archive at all.
    var isContent = false
    /// Whether the bytes turned out to be no archive.
    private(set) var foundNoArchive = false

    private let input: LongInput
    private let inner: ContentReader
    private let companions: ArchiveCompanions?
    private let pool = StoragePool()
    private var run: UnpackingRun
    /// Reads the long member that is being read.
    private var long: (any Reader)?
    /// The long member that comes next.
    private var waiting: LongInput?
    private var isDone = false

    /// Reads an archive from a source that is read once.
    init(_ input: LongInput, with reader: ContentReader) {
        self.init(input, .stream(input.source), packed: nil, companions: nil, reader)
    }

    /// Reads an archive of `size` bytes that can be read again.
    init(_ file: OpenFile, size: Int, _ input: LongInput, with reader: ContentReader) {
        let companions = ArchiveCompanions(file, size: size, reader.options)
        self.init(input, .file(file), packed: size, companions: companions, reader)
    }

    private init(
        _ input: LongInput, _ archive: ArchiveInput, packed: Int?, companions: ArchiveCompanions?,
        _ reader: ContentReader
    ) {
        self.input = input
        self.companions = companions
        let isOutermost = reader.budget == nil
        let budget = reader.budget ?? UnpackBudget(reader.options.limits, packed: packed ?? 0)
        run = UnpackingRun(
            archive, reader.options.unpacker, budget, countsInput: isOutermost && packed == nil)
        var inner = reader
        inner.budget = budget
        self.inner = inner
    }

    mutating func next() -> (any Piece)? {
        while true {
            if let piece = long?.next() { return MeasuredPiece(byteCount: run.takeConsumed(), piece: piece) }
            long = waiting.map(inner.reader(of:))
            waiting = nil
            if long == nil {
                guard !isDone else { return nil }
                if let piece = nextBatch() { return piece }
            }
        }
    }

    private mutating func nextBatch() -> (any Piece)? {
        var items: [MemberBatch.Item] = []
        let capacity = ArchiveReader.batchBytes + ArchiveReader.smallMember
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: capacity, from: pool) { target in
            unsafe fill(target, &items)
        }
        guard !items.isEmpty else { return nil }
        return MemberBatch(
            storage: storage, items: items, byteCount: run.takeConsumed(), path: input.origin.path,
            depth: input.depth + 1, companions: companions, reader: inner)
    }

    /// Reads members until the batch is full, the archive ends or a long one comes; gives how many bytes.
    private mutating func fill(
        _ target: UnsafeMutableBufferPointer<UInt8>, _ items: inout [MemberBatch.Item]
    ) -> Int {
        var used = 0
        while used < ArchiveReader.batchBytes, items.count < ArchiveReader.batchMembers, waiting == nil {
            guard let (member, session) = run.next() else {
                end(&items)
                break
            }
            let path = name(of: member, isRaw: session.isRaw)
            if let size = member.size, size > ArchiveReader.smallMember {
                waiting = longMember(path, MemberSource(session), size: size)
                break
            }
            let room = unsafe UnsafeMutableBufferPointer(
                rebasing: target[used..<used + ArchiveReader.smallMember])
            var source = MemberSource(session)
            let count = unsafe source.fill(room)
            if count == room.count, session.hasMore {
                let prefix = unsafe TextStorage(UnsafeBufferPointer(room))
                waiting = longMember(path, PrefixedSource(prefix, then: source), size: nil)
                break
            }
            let fault = session.memberFault
            if count > 0 || fault == nil { items.append(.member(used..<used + count, path)) }
            if let fault { items.append(.known(.gap(Gap(origin: origin(path), reason: fault)))) }
            used += count
        }
        return used
    }

    private mutating func end(_ items: inout [MemberBatch.Item]) {
        isDone = true
        switch run.ending {
        case nil, .regular:
            if run.lacksEnd {
                let reason = GapReason.unreadable("the list of members at its end is missing")
                items.append(.known(.gap(Gap(origin: input.origin, reason: reason))))
            }
        case .noArchive:
            foundNoArchive = true
            let reason = GapReason.unreadable("begins like an archive and is none")
            if !isContent { items.append(.known(.gap(Gap(origin: input.origin, reason: reason)))) }
        case .damaged(let reason), .broken(let reason):
            items.append(.known(.gap(Gap(origin: input.origin, reason: reason))))
        }
        if input.depth == 0, !isContent { items.append(.known(.endOfFile)) }
    }

    private func longMember(_ path: String, _ source: some ByteSource, size: Int?) -> LongInput {
        LongInput(
            source: source, origin: origin(path), hints: ContentHints(path: path), depth: input.depth + 1,
            companions: companions?.beside(path), size: size)
    }

    private func origin(_ path: String) -> Origin { Origin(path: input.origin.path + "!" + path) }

    private func name(of member: UnpackMember, isRaw: Bool) -> String {
        guard isRaw else { return MemberName.text(member.path) }
        return MemberName.unpacked(input.hints.name ?? input.origin.path)
    }
}

/// The current member of a session.
private struct MemberSource: ByteSource {
    private let session: UnpackSession

    init(_ session: UnpackSession) { self.session = session }

    var fault: GapReason? { session.memberFault }

    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        unsafe session.read(into: target)
    }
}
