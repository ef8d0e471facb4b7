/// Makes compound files ([MS-CFB]) of folders and streams, all of them in sectors of 512 bytes.
struct CompoundMaker {
    indirect enum Entry {
        case stream(String, [UInt8])
        case folder(String, [Entry])
    }

    private struct Record {
        var name: String
        var kind: UInt8
        var next = UInt32.max
        var child = UInt32.max
        var start: UInt32 = 0xFFFF_FFFE
        var size = 0
    }

    private var records: [Record] = []
    private var sectors: [UInt8] = []
    private var table: [UInt32] = []

    static func file(_ entries: [Entry]) -> [UInt8] {
        var maker = CompoundMaker()
        maker.records.append(Record(name: "Root Entry", kind: 5))
        maker.add(entries, to: 0)
        return maker.bytes()
    }

    /// Entries of a folder hang on one another's right side.
    private mutating func add(_ entries: [Entry], to folder: Int) {
        var last: Int?
        for entry in entries {
            let place = records.count
            if let last { records[last].next = UInt32(place) } else { records[folder].child = UInt32(place) }
            last = place
            switch entry {
            case .stream(let name, let bytes):
                records.append(Record(name: name, kind: 2, start: append(bytes), size: bytes.count))
            case .folder(let name, let inner):
                records.append(Record(name: name, kind: 1))
                add(inner, to: place)
            }
        }
    }

    /// Appends a chain of sectors; gives the first.
    private mutating func append(_ bytes: [UInt8]) -> UInt32 {
        guard !bytes.isEmpty else { return 0xFFFF_FFFE }
        let first = table.count
        let count = (bytes.count + 511) / 512
        for index in 1...count { table.append(index == count ? 0xFFFF_FFFE : UInt32(first + index)) }
        sectors += bytes + [UInt8](repeating: 0, count: count * 512 - bytes.count)
        return UInt32(first)
    }

    private mutating func bytes() -> [UInt8] {
        let directory = append(records.flatMap(CompoundMaker.bytes))
        let own = (table.count + 1 + 127) / 128 + 1
        let firstTable = table.count
        table += [UInt32](repeating: 0xFFFF_FFFD, count: own)
        table += [UInt32](repeating: .max, count: own * 128 - table.count)
        var head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        head += [UInt8](repeating: 0, count: 16) + little(UInt16(0x3E)) + little(UInt16(3))
        head += little(UInt16(0xFFFE)) + little(UInt16(9)) + little(UInt16(6)) + [0, 0, 0, 0, 0, 0]
        head += little(UInt32(0)) + little(UInt32(own)) + little(directory) + little(UInt32(0))
        // No stream is short enough to lie in the stream of short ones.
        head += little(UInt32(0)) + little(UInt32(0xFFFF_FFFE)) + little(UInt32(0))
        head += little(UInt32(0xFFFF_FFFE)) + little(UInt32(0))
        for index in 0..<109 { head += little(index < own ? UInt32(firstTable + index) : .max) }
        return head + sectors + table.flatMap { little($0) }
    }

    private static func bytes(_ record: Record) -> [UInt8] {
        let name = Array(record.name.utf16.prefix(31))
        var bytes = name.flatMap { little($0) }
        bytes += [UInt8](repeating: 0, count: 64 - bytes.count)
        bytes += little(UInt16(name.count * 2 + 2)) + [record.kind, 1]
        bytes += little(UInt32.max) + little(record.next) + little(record.child)
        bytes += [UInt8](repeating: 0, count: 36)
        return bytes + little(record.start) + little(UInt64(record.size))
    }
}
