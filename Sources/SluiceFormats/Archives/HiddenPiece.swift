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

    func read(_ yield: (Reading) -> Void) {
        for range in HiddenMembers.stretches(of: file, size: size) {
            let origin = Origin(path: place.origin.path + "!hidden at \(range.lowerBound)")
            guard range.count <= reader.options.limits.wholeContent else {
                yield(
                    .gap(Gap(origin: origin, reason: .limit("a stretch beside the members of so many bytes")))
                )
                continue
            }
            guard let bytes = try? file.text(in: range) else { continue }
            let start = HiddenPiece.firstHeader(bytes) ?? bytes.count
            read(TextStorage(slice: 0..<start, of: bytes), origin, yield)
            read(TextStorage(slice: start..<bytes.count, of: bytes), origin, yield)
        }
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
