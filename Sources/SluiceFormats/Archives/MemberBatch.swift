import SluiceModel

/// Members of an archive that one worker reads one after the other.
struct MemberBatch: Piece {
    enum Item {
        /// A member's bytes in the storage, and its path.
        case member(Range<Int>, String)
        case known(Reading)
    }

    var storage: TextStorage
    var items: [Item]
    /// Of the archive.
    var byteCount: Int
    /// The archive's.
    var path: String
    /// The members'.
    var depth: Int
    var companions: ArchiveCompanions?
    var reader: ContentReader

    func read(_ yield: (Reading) -> Void) {
        for item in items {
            switch item {
            case .known(let reading): yield(reading)
            case .member(let range, let member):
                let content = Content(
                    TextStorage(slice: range, of: storage), origin: Origin(path: path + "!" + member),
                    hints: ContentHints(path: member), depth: depth, companions: companions?.beside(member))
                reader.readRuns(content, yield)
            }
        }
    }
}

/// A piece whose size is counted otherwise: in bytes of the archive that it lies in.
struct MeasuredPiece: Piece {
    var byteCount: Int
    var piece: any Piece

    func read(_ yield: (Reading) -> Void) { piece.read(yield) }
}
