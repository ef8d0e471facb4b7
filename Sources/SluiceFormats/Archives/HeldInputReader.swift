import SluiceModel

extension ContentReader {
    /// Reads a long input by its form.
    func reader(of input: LongInput) -> any Reader {
        guard input.depth <= options.limits.depth else {
            let limit = "containers within containers, at most \(options.limits.depth)"
            let gap = Gap(origin: input.origin, reason: .limit(limit))
            return HeldInputReader(known: LoadedPiece(byteCount: 0, readings: [.gap(gap)]))
        }
        return HeldInputReader(input, self)
    }
}

/// Reads an input that comes as a stream by holding it whole, as far as that is allowed.
private struct HeldInputReader: Reader {
    private var input: LongInput?
    private var known: (any Piece)?
    private var archive: ArchiveReader?
    private let reader: ContentReader

    init(_ input: LongInput, _ reader: ContentReader) {
        self.input = input
        self.reader = reader
    }

    init(known: any Piece) {
        self.known = known
        reader = ContentReader(ReadingOptions())
    }

    mutating func next() -> (any Piece)? {
        if let piece = known {
            known = nil
            return piece
        }
        if archive == nil, var input {
            self.input = nil
            let head = hold(&input.source, most: ContentHead.length)
            guard isArchive(head, input) else {
                return whole(head, input)
            }
            input.source = PrefixedSource(head, then: input.source)
            archive = ArchiveReader(input, with: reader)
        }
        return archive?.next()
    }

    private func isArchive(_ head: TextStorage, _ input: LongInput) -> Bool {
        head.withSpan { bytes in
            let hints = ContentHead(hints: input.hints, isWhole: bytes.count < ContentHead.length)
            return ContentReader.format(of: bytes, hints, asked: .auto) == ArchiveFormat.self
        }
    }

    private func whole(_ head: TextStorage, _ input: LongInput) -> any Piece {
        var source: any ByteSource = PrefixedSource(head, then: input.source)
        let most = reader.options.limits.wholeContent
        let storage = hold(&source, most: most)
        var gaps: [Reading] = []
        var byte: [UInt8] = [0]
        let behind = unsafe byte.withUnsafeMutableBufferPointer { unsafe source.read(into: $0) }
        let isCut = behind > 0
        let reason = isCut ? .limit("contents held whole, at most \(most) bytes") : source.fault
        if let reason { gaps.append(.gap(Gap(origin: input.origin, reason: reason))) }
        if input.depth == 0 { gaps.append(.endOfFile) }
        let content = Content(
            storage, origin: input.origin, hints: input.hints, depth: input.depth,
            companions: input.companions)
        return HeldPiece(content: content, reader: reader, behind: gaps)
    }

    private func hold(_ source: inout any ByteSource, most: Int) -> TextStorage {
        var chunks: [[UInt8]] = []
        var total = 0
        while total < most {
            let chunk = unsafe [UInt8](unsafeUninitializedCapacity: min(most - total, 1 << 20)) {
                target, count in
                count = unsafe source.fill(target)
            }
            if chunk.isEmpty { break }
            total += chunk.count
            chunks.append(chunk)
        }
        return TextStorage(Array(chunks.joined()))
    }
}

private struct HeldPiece: Piece {
    var content: Content
    var reader: ContentReader
    var behind: [Reading]

    var byteCount: Int { content.storage.count }

    func read(_ yield: (Reading) -> Void) {
        reader.read(content, yield)
        for reading in behind { yield(reading) }
    }
}
