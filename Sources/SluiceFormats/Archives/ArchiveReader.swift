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

    /// Whether the bytes turned out to be no archive.
    private(set) var foundNoArchive = false

    private let place: InputPlace
    private let inner: ContentReader
    private let sizes: SegmentSizes
    private let companions: ArchiveCompanions?
    private let pool = StoragePool()
    private var run: UnpackingRun
    /// Reads the long member that is being read.
    private var long: (any Reader)?
    /// The long member that comes next.
    private var waiting: InputReader?
    private var isDone = false
    /// Where it can be read at any place.
    private var file: (OpenFile, size: Int)?

    init(_ input: LongInput, _ place: InputPlace, with reader: ContentReader, sizes: SegmentSizes) {
        self.place = place
        self.sizes = sizes
        var isCounted = reader.budget == nil
        let budget = reader.budget ?? UnpackBudget(reader.options.limits)
        switch input {
        case .file(let file, let size):
            if isCounted { budget.addPacked(size) }
            isCounted = false
            companions = ArchiveCompanions(file, size: size, reader.options)
            self.file = (file, size)
        case .stream: companions = nil
        }
        run = UnpackingRun(input, reader.options.unpacker, budget, countsInput: isCounted)
        var inner = reader
        inner.budget = budget
        self.inner = inner
    }

    mutating func next() -> (any Piece)? {
        while true {
            if let piece = long?.next() { return MeasuredPiece(byteCount: run.takeConsumed(), piece: piece) }
            long = waiting
            waiting = nil
            if long == nil {
                guard !isDone else { return hidden() }
                if let piece = nextBatch() { return piece }
            }
        }
    }

    /// What stands beside the members that a zip's list names, once.
    private mutating func hidden() -> (any Piece)? {
        guard run.hasList, let (file, size) = file.take() else { return nil }
        return HiddenPiece(file: file, size: size, place: place, reader: inner)
    }

    private mutating func nextBatch() -> (any Piece)? {
        var items: [MemberBatch.Item] = []
        let capacity = ArchiveReader.batchBytes + ArchiveReader.smallMember
        let storage = unsafe TextStorage(unsafeUninitializedCapacity: capacity, from: pool) { target in
            unsafe fill(target, &items)
        }
        guard !items.isEmpty else { return nil }
        return MemberBatch(
            storage: storage, items: items, byteCount: run.takeConsumed(), path: place.origin.path,
            depth: place.depth + 1, companions: companions, reader: inner)
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
                waiting = longMember(path, SourceFiller(MemberSource(session)))
                break
            }
            let room = unsafe UnsafeMutableBufferPointer(
                rebasing: target[used..<used + ArchiveReader.smallMember])
            let count = unsafe session.fill(room)
            if count == room.count, session.hasMore {
                let prefix = unsafe TextStorage(UnsafeBufferPointer(room))
                waiting = longMember(path, SourceFiller(MemberSource(session, behind: prefix)))
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
                items.append(.known(.gap(Gap(origin: place.origin, reason: reason))))
            }
        case .noArchive:
            foundNoArchive = true
        case .damaged(let reason), .broken(let reason):
            items.append(.known(.gap(Gap(origin: place.origin, reason: reason))))
        }
    }

    private func longMember(_ path: String, _ source: SourceFiller) -> InputReader {
        let place = InputPlace(
            origin(path), ContentHints(path: path), depth: place.depth + 1,
            companions: companions?.beside(path))
        return InputReader(member: source, place, reader: inner, sizes: sizes)
    }

    private func origin(_ path: String) -> Origin { Origin(path: place.origin.path + "!" + path) }

    private func name(of member: UnpackMember, isRaw: Bool) -> String {
        guard isRaw else { return MemberName.text(member.path) }
        return MemberName.unpacked(place.hints.name ?? place.origin.path)
    }
}

/// The current member of a session.
private struct MemberSource: ByteSource {
    private let session: UnpackSession
    /// What was read of it already.
    private let prefix: TextStorage?
    private var position = 0

    init(_ session: UnpackSession, behind prefix: TextStorage? = nil) {
        self.session = session
        self.prefix = prefix
    }

    mutating func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(SourceFault) -> Int {
        if let prefix, position < prefix.count {
            let count = min(target.count, prefix.count - position)
            prefix.withSpan { bytes in
                let stretch = bytes.extracting(position..<position + count)
                unsafe stretch.withUnsafeBufferPointer { _ = unsafe target.update(fromContentsOf: $0) }
            }
            position += count
            return count
        }
        let count = unsafe session.read(into: target)
        if count == 0, target.count > 0, let reason = session.memberFault { throw .broken(reason) }
        return count
    }
}
