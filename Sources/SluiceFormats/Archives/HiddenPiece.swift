import SluiceModel

/// Reads what a zip's list does not name, by its content, and says of each message that it stood there.
struct HiddenPiece: Piece {
    private static let header: [UInt8] = [0x50, 0x4B, 3, 4]
    private static let ambiguity = "a part of the archive that its list of members does not name"

    let file: OpenFile
    let size: Int
    let place: InputPlace
    let reader: ContentReader

    var byteCount: Int { 0 }

    /// Stretches that are read one by one; since each may cost a child process, what follows is read as one.
    private static let most = 50

    func read(_ yield: (Reading) -> Void) {
        let stretches = HiddenMembers.stretches(of: file, size: size)
        for range in stretches.prefix(HiddenPiece.most) {
            guard range.count <= reader.options.limits.wholeContent else {
                yield(tooLong(range))
                continue
            }
            if let bytes = try? file.text(in: range) { readStretch(bytes, origin(range), yield) }
        }
        readRest(stretches.dropFirst(HiddenPiece.most), yield)
    }

    private func readRest(_ stretches: ArraySlice<Range<Int>>, _ yield: (Reading) -> Void) {
        guard let first = stretches.first else { return }
        var joined: [UInt8] = []
        for range in stretches {
            guard joined.count + range.count <= reader.options.limits.wholeContent else {
                yield(tooLong(range))
                continue
            }
            guard let bytes = try? file.text(in: range) else { continue }
            joined += bytes.bytes(in: 0..<bytes.count)
        }
        readStretch(TextStorage(joined), origin(first), yield)
    }

    private func origin(_ range: Range<Int>) -> Origin {
        Origin(path: place.origin.path + "!hidden at \(range.lowerBound)")
    }

    private func tooLong(_ range: Range<Int>) -> Reading {
        let limit = "bytes beside the members, at most \(reader.options.limits.wholeContent >> 20) MiB"
        return .gap(Gap(origin: origin(range), reason: .limit(limit)))
    }

    /// Text before the members, and the members.
    private func readStretch(_ bytes: TextStorage, _ origin: Origin, _ yield: (Reading) -> Void) {
        let start = HiddenPiece.firstHeader(bytes) ?? bytes.count
        readContent(TextStorage(slice: 0..<start, of: bytes), origin, yield)
        readContent(TextStorage(slice: start..<bytes.count, of: bytes), origin, yield)
    }

    /// Where members begin in the stretch.
    private static func firstHeader(_ storage: TextStorage) -> Int? {
        storage.withSpan { bytes in bytes.place(of: header, in: 0..<bytes.count) }
    }

    private func readContent(_ storage: TextStorage, _ origin: Origin, _ yield: (Reading) -> Void) {
        guard storage.count > 0 else { return }
        let content = Content(storage, origin: origin, depth: place.depth + 1)
        reader.read(content) { reading in
            switch reading {
            case .message(var message):
                message.ambiguities.append(HiddenPiece.ambiguity)
                yield(.message(message))
            // Programs that unpack themselves, and other bytes that hold no text.
            case .passedOver(_, .skipped): break
            default: yield(reading)
            }
        }
    }
}
