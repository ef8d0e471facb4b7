@testable import SluiceEngine
import CScanKernels
import EngineOracle
import TestSupport
import Testing

@Suite("The table of strings")
struct AnalysisGramTests {
    private static let kernels = Kernel.allCases.filter(\.isAvailable)

    private func table(_ grams: [UInt32], flanks: FlankTable.Flanks = .any) -> GramTable {
        let windows = grams.map { gram in
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: gram >> UInt32($0 * 8)) }
            return GramWindow(distance: 0, sets: bytes.map { ByteSet($0) })
        }
        return GramTable(
            windows, flanks: grams.map { _ in flanks },
            entries: grams.indices.map {
                GramTable.Entry(
                    mask: 0, value: 0, firstHook: Int32($0), hookCount: 1, distance: 0, offset: 0,
                    tellsAll: 0)
            }, hooks: grams.indices.map(Int32.init))
    }

    @Test(
        "shows each string at every even place, in a table of each size, by every kernel",
        arguments: [40, 1500, 5000], kernels)
    func planted(size: Int, kernel: Kernel) {
        var random = SeededGenerator(seed: UInt64(size))
        let grams = (0..<size).map { _ in
            // Every second one is of ASCII, as most are.
            UInt32.random(in: 0...UInt32.max, using: &random) & (random.chance(50) ? 0x7F7F_7F7F : .max)
                | 0x2020_2020
        }
        let table = table(grams)
        #expect((table.pairs.wide != nil) == (size == 5000))
        let length = 128
        var text = [UInt8](repeating: 0, count: length + 256)
        for gram in grams.prefix(150) {
            for place in 0..<length - 4 {
                for byte in 0..<4 { text[place + byte] = UInt8(truncatingIfNeeded: gram >> UInt32(byte * 8)) }
                let seen = places(in: text, length, table, kernel).contains(UInt32(place))
                // Strings at odd places are the business of a hook's other string.
                if seen != place.isMultiple(of: 2) { Issue.record("at \(place)") }
                for byte in 0..<4 { text[place + byte] = 0 }
            }
        }
    }

    @Test("leads from a string to all that it stands for, and from others to nothing")
    func entries() {
        let table = table([0x6162_6364, 0x7172_7374, 0x6162_6364])
        #expect(hits(table, [0x6162_6364, 0x7172_7374, 0x6162_6365]) == [[0, 2], [1], []])
        #expect(GramTable([], flanks: [], entries: [], hooks: []).isEmpty)
    }

    @Test("looks up no more strings at once than there is room for, and misses none")
    func room() {
        let table = table(Array(repeating: 0x6162_6364, count: 20) + [0x7172_7374])
        let grams: [UInt32] = Array(repeating: 0x6162_6364, count: 30) + [0x7172_7374]
        #expect(
            hits(table, grams, room: 45) == Array(repeating: Array(0..<20), count: 30) + [[20]])
    }

    /// By string the numbers of the entries that it leads to, looked up in a text of them all.
    private func hits(_ table: GramTable, _ grams: [UInt32], room: Int = 64) -> [[Int]] {
        let text = grams.flatMap { gram in
            (0..<4).map { UInt8(truncatingIfNeeded: gram >> UInt32($0 * 8)) }
        }
        let places = grams.indices.map { UInt32($0 * 4) }
        let hits = UnsafeMutablePointer<GramTable.Hit>.allocate(capacity: room)
        defer { unsafe hits.deallocate() }
        var found = [[Int]](repeating: [], count: grams.count)
        // Entries look at eight bytes.
        unsafe (text + Array(repeating: 0, count: 8)).withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var next = 0
            while next < grams.count {
                let count = unsafe table.hits(
                    base, places, from: &next, count: grams.count, into: hits, room: room)
                for index in 0..<count {
                    unsafe found[Int(hits[index].place) / 4].append(Int(hits[index].entry))
                }
            }
        }
        return found.map { $0.sorted() }
    }

    @Test("keeps a string only between bytes that a hook allows, letters in either case")
    func flanks() throws {
        let sets = "intern".utf8.map { ByteSet($0).union(ByteSet($0 & 0xDF)) }
        let word = Hook(sight: .grams([]), least: 0, most: 0, sequence: sets, behind: .space)
        let table = table([0x6E72_6574], flanks: FlankTable.Flanks(word, at: 2))
        let kept = { (text: String) in self.isKept(Array(text.utf8), at: 3, table) }
        #expect(kept(" intern ") && kept(" INTERN ") && kept("xxntern\n"))
        #expect(!kept(" Laterne") && !kept(" interne") && !kept(" intern.") && !kept("-xxtern "))
    }

    private func isKept(_ text: [UInt8], at place: UInt32, _ table: GramTable) -> Bool {
        var places = [place]
        return unsafe text.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return false }
            return unsafe places.withUnsafeMutableBufferPointer { places in
                guard let first = places.baseAddress else { return false }
                return unsafe table.flanks.kept(base, first, 1) == 1
            }
        }
    }

    @Test("finds a literal at every offset, in either case", arguments: ["api_key", "AKIA", "xq"])
    func literal(word: String) throws {
        let database = try Database([.pattern(Pattern(word, dialect: .bytes, caseless: true))])
        var scanner = Scanner(database)
        for place in 0..<40 {
            for form in [word.uppercased(), word.lowercased()] {
                let text = Array(repeating: UInt8(0x20), count: place) + Array(form.utf8)
                var matches: [Match] = []
                var giveUps: [GiveUp] = []
                scanner.scan(text.span, into: &matches, giveUps: &giveUps)
                #expect(matches == [Match(expression: 0, start: place, end: place + word.utf8.count)])
            }
        }
    }

    private func places(in text: [UInt8], _ length: Int, _ table: GramTable, _ kernel: Kernel) -> [UInt32] {
        var groups = [UInt32](repeating: 0, count: length / 2 + 128)
        var places = groups
        let count = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe groups.withUnsafeMutableBufferPointer { groups in
                unsafe places.withUnsafeMutableBufferPointer { places -> Int in
                    guard let base = bytes.baseAddress, let first = groups.baseAddress,
                        let second = places.baseAddress
                    else { return 0 }
                    return unsafe GramKernel.scan(
                        base, from: 0, to: length, table: table, kernel: kernel, groups: first, places: second
                    )
                }
            }
        }
        return Array(places.prefix(count))
    }
}
