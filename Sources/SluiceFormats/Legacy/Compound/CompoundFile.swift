import SluiceModel

/// A file of streams in folders, as Office before 2007 and Outlook write it ([MS-CFB]).
///
/// Nothing in it is trusted: chains may be cut, crossed or closed to a ring, and the same sectors may be claimed by
/// any number of streams. Work is bounded by the file's size.
struct CompoundFile {
    static let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    let storage: TextStorage
    private let sectorShift: Int
    private var table: [UInt32] = []
    private var miniTable: [UInt32] = []
    private var mini = TextStorage([])
    private var miniCutoff = 4096
    private(set) var entries: [CompoundEntry] = []
    /// Whether something in the file's own structure is broken.
    private(set) var isDamaged = false

    /// Nil where the bytes are no compound file, or one whose folders cannot be found.
    init?(_ storage: TextStorage) {
        guard storage.begins(with: CompoundFile.mark), let shift = storage.number16(at: 0x1E),
            shift == 9 || shift == 12
        else { return nil }
        self.storage = storage
        sectorShift = shift
        readTable()
        let directory = chain(from: storage.number32(at: 0x30) ?? 0, most: storage.count)
        entries = CompoundEntry.all(in: directory.storage)
        guard let root = entries.first, root.kind == .root else { return nil }
        miniCutoff = min(storage.number32(at: 0x38) ?? 4096, 1 << 16)
        let miniTable = chain(from: storage.number32(at: 0x3C) ?? 0, most: storage.count)
        self.miniTable = CompoundFile.numbers(miniTable.storage)
        mini = chain(from: root.start, most: root.size).storage
        CompoundEntry.link(&entries)
    }

    /// Of the highest kind: what follows ends a chain or marks a sector (2.1).
    private static let lastSector = 0xFFFF_FFFA

    /// The bytes of a stream, and whether they break off before its size.
    func stream(_ entry: CompoundEntry) -> (storage: TextStorage, isCut: Bool) {
        guard entry.size > 0 else { return (TextStorage([]), false) }
        if entry.size >= miniCutoff { return chain(from: entry.start, most: entry.size) }
        let links = CompoundFile.follow(miniTable, from: entry.start, most: (entry.size + 63) / 64)
        return CompoundFile.join(links, of: mini, shift: 6, offset: 0, size: entry.size)
    }

    private func chain(from start: Int, most: Int) -> (storage: TextStorage, isCut: Bool) {
        let sectors = (min(most, storage.count) + (1 << sectorShift) - 1) >> sectorShift
        let links = CompoundFile.follow(table, from: start, most: sectors)
        return CompoundFile.join(links, of: storage, shift: sectorShift, offset: 1 << sectorShift, size: most)
    }

    /// The sectors of a chain; a ring ends at `most`.
    private static func follow(_ table: [UInt32], from start: Int, most: Int) -> [Int] {
        var links: [Int] = []
        var sector = start
        while sector < lastSector, links.count < most {
            links.append(sector)
            guard sector < table.count else { break }
            sector = Int(table[sector])
        }
        return links
    }

    /// The bytes of sectors one after the other; sectors that follow one another are not copied.
    private static func join(
        _ sectors: [Int], of whole: TextStorage, shift: Int, offset: Int, size: Int
    ) -> (storage: TextStorage, isCut: Bool) {
        guard let first = sectors.first else { return (TextStorage([]), size > 0) }
        let isRun = zip(sectors, sectors.dropFirst()).allSatisfy { $0 + 1 == $1 }
        let wanted = min(size, sectors.count << shift)
        if isRun {
            let storage = whole.slice(offset + first << shift, count: wanted)
            return (storage, storage.count < size && size < 1 << 40)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(wanted, whole.count))
        for sector in sectors where bytes.count < wanted {
            let slice = whole.slice(offset + sector << shift, count: min(1 << shift, wanted - bytes.count))
            guard slice.count > 0 else { break }
            bytes += slice.bytes(in: 0..<slice.count)
        }
        return (TextStorage(bytes), bytes.count < size)
    }

    /// Reads the table of sectors, whose own sectors stand in the header and in a chain of lists (2.3, 2.5).
    private mutating func readTable() {
        var places = (0..<109).compactMap { storage.number32(at: 0x4C + 4 * $0) }
        let perSector = 1 << (sectorShift - 2)
        let mostSectors = storage.count >> sectorShift
        var list = storage.number32(at: 0x44) ?? CompoundFile.lastSector
        var lists = 0
        while list < CompoundFile.lastSector, lists <= mostSectors / perSector {
            let start = (list + 1) << sectorShift
            for place in 0..<perSector - 1 {
                if let sector = storage.number32(at: start + 4 * place) { places.append(sector) }
            }
            list = storage.number32(at: start + 4 * (perSector - 1)) ?? CompoundFile.lastSector
            lists += 1
        }
        for place in places where place < CompoundFile.lastSector && table.count < mostSectors {
            let sector = storage.slice((place + 1) << sectorShift, count: 1 << sectorShift)
            if sector.count == 0 { isDamaged = true }
            table += CompoundFile.numbers(sector)
        }
    }

    private static func numbers(_ storage: TextStorage) -> [UInt32] {
        stride(from: 0, to: storage.count & ~3, by: 4).map { place in
            UInt32(truncatingIfNeeded: storage.number32(at: place) ?? 0)
        }
    }
}
