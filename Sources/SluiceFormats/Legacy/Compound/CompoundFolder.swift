import SluiceModel

/// A folder of a compound file, whose streams are asked for by name.
struct CompoundFolder {
    let file: CompoundFile
    let index: Int
    let budget: CompoundBudget

    init(root file: CompoundFile) {
        self.init(file, 0, CompoundBudget(file.storage.count))
    }

    private init(_ file: CompoundFile, _ index: Int, _ budget: CompoundBudget) {
        self.file = file
        self.index = index
        self.budget = budget
    }

    private var children: [Int] { file.entries[index].children }

    /// Names are compared without regard to case ([MS-CFB] 2.6.4).
    func has(_ name: String) -> Bool { place(of: name) != nil }

    private func place(of name: String) -> Int? {
        let wanted = name.lowercased()
        return children.first { file.entries[$0].name.lowercased() == wanted }
    }

    /// The bytes of the stream of that name, as far as they are there; nil where there is none.
    func stream(_ name: String) -> TextStorage? {
        guard let place = place(of: name), file.entries[place].kind == .stream else { return nil }
        return bytes(of: file.entries[place])
    }

    func folder(_ name: String) -> CompoundFolder? {
        guard let place = place(of: name), file.entries[place].kind == .folder else { return nil }
        return CompoundFolder(file, place, budget)
    }

    /// Its folders, in the order in which they stand in the file.
    var folders: [(name: String, folder: CompoundFolder)] {
        children.filter { file.entries[$0].kind == .folder }.map {
            (file.entries[$0].name, CompoundFolder(file, $0, budget))
        }
    }

    /// Its streams, whose bytes ``bytes(of:)`` gives.
    var streams: [CompoundEntry] {
        children.lazy.map { file.entries[$0] }.filter { $0.kind == .stream }
    }

    func bytes(of entry: CompoundEntry) -> TextStorage {
        let wanted = min(entry.size, file.storage.count)
        guard budget.take(wanted) else { return TextStorage([]) }
        let (storage, isCut) = file.stream(entry)
        if isCut { budget.isCut = true }
        return storage
    }
}

/// How much of a file's streams is still read, all together: honest ones lie apart from one another.
final class CompoundBudget {
    private var left: Int
    /// Whether a stream broke off, or was left out because too much had been read.
    var isCut = false

    init(_ size: Int) { left = 4 * size + (1 << 20) }

    func take(_ count: Int) -> Bool {
        guard count <= left else {
            isCut = true
            return false
        }
        left -= count
        return true
    }
}
