import SluiceModel

/// A stream or folder of a compound file ([MS-CFB] 2.6).
struct CompoundEntry {
    enum Kind { case none, folder, stream, root }

    var kind: Kind
    var name: String
    /// The first sector, and the size in bytes.
    var start: Int
    var size: Int
    /// Whose children it is among; nil for the root and for what hangs nowhere.
    private(set) var parent: Int?
    private(set) var children: [Int] = []
    private var left: Int
    private var right: Int
    private var child: Int

    /// More are not looked at.
    private static let most = 200_000

    private init?(_ bytes: TextStorage, at place: Int) {
        guard let nameLength = bytes.number16(at: place + 0x40), let kind = bytes.byte(at: place + 0x42),
            let left = bytes.number32(at: place + 0x44), let right = bytes.number32(at: place + 0x48),
            let child = bytes.number32(at: place + 0x4C), let start = bytes.number32(at: place + 0x74),
            let size = bytes.number32(at: place + 0x78)
        else { return nil }
        switch kind {
        case 1: self.kind = .folder
        case 2: self.kind = .stream
        case 5: self.kind = .root
        default: self.kind = .none
        }
        let text = bytes.slice(place, count: min(64, max(0, nameLength - 2))).utf16Text
        name = String(decoding: text, as: UTF8.self)
        (self.left, self.right, self.child) = (left, right, child)
        // Files of version 3 leave the upper half of the size to chance (2.6.1).
        (self.start, self.size) = (start, size)
    }

    static func all(in directory: TextStorage) -> [CompoundEntry] {
        (0..<min(most, directory.count / 128)).compactMap { CompoundEntry(directory, at: $0 * 128) }
    }

    /// Finds out which entries lie in which folder; each is in one, whatever the links say.
    ///
    /// What no folder holds hangs at the root, since programs differ in how they search the tree.
    static func link(_ entries: inout [CompoundEntry]) {
        var isKnown = [Bool](repeating: false, count: entries.count)
        isKnown[0] = true
        var folders = [0]
        while let folder = folders.popLast() {
            var waiting = [entries[folder].child]
            while let next = waiting.popLast() {
                guard next < entries.count, !isKnown[next], entries[next].kind != .none else { continue }
                isKnown[next] = true
                entries[next].parent = folder
                entries[folder].children.append(next)
                if entries[next].kind == .folder { folders.append(next) }
                waiting += [entries[next].left, entries[next].right]
            }
        }
        for index in entries.indices where !isKnown[index] && entries[index].kind == .stream {
            entries[index].parent = 0
            entries[0].children.append(index)
        }
        for index in entries.indices { entries[index].children.sort() }
    }
}
