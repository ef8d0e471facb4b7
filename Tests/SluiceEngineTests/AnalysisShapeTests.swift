@testable import SluiceEngine
import TestSupport
import Testing

@Suite("What a hook asks for")
struct AnalysisShapeTests {
    /// A random text that `elements` accept.
    private func text(_ elements: [Element], _ random: inout SeededGenerator) -> [UInt8] {
        elements.flatMap { element -> [UInt8] in
            switch element {
            case .edge: return []
            case .byte(let set): return [set.members.randomElement(using: &random) ?? 0]
            case .gap(let gap):
                let count = Int.random(
                    in: gap.least...max(gap.least, gap.most ?? gap.least + 9), using: &random)
                let members = gap.set.members
                return (0..<count).map { _ in members.randomElement(using: &random) ?? 0 }
            }
        }
    }

    private func sequences(_ source: String) throws -> [[Element]] {
        let tree = try #require(SyntaxParser.parse(Pattern(source, dialect: .bytes)))
        return Linearizer.sequences(of: tree.root)
    }

    @Test(
        "holds for whatever the rest of a pattern matches",
        arguments: [
            #"[ \t\w.-]{0,20}[\s'"]{0,3}(?:=|>|:{1,3}=|,)['"\s=]{0,5}([a-z0-9]{32})['";]"#,
            #"\s*[=:]\s{0,3}[a-f0-9]{8,}"#, #"[=:]{1,3}['"]?\w{16}"#, #"-?\d{2,4}[a-z]{3}"#,
            #"[a-z]{0,9}[a-m]x?[xyz]{4}"#,
            #"\d?[\d.]\d{3}-[a-z]+"#, #"[.]{2,5}[a-z]{0,3}[.]{4}"#,
        ])
    func shapes(source: String) throws {
        var random = SeededGenerator(seed: 7)
        for elements in try sequences(source) {
            guard let shape = ForwardShape(elements[...]) else { continue }
            var classes = ClassTable()
            let record = ShapeRecord(
                skipped: classes.number(of: shape.skipped), required: classes.number(of: shape.required),
                run: classes.number(of: shape.run), mostSkipped: Int32(shape.mostSkipped),
                mostBetween: Int32(shape.mostBetween), runLength: Int32(shape.runLength),
                isAmbiguous: !shape.skipped.isDisjoint(with: shape.required))
            let table = classes.frozen()
            #expect(shape.mostSkipped + shape.mostBetween + shape.runLength + 2 <= ForwardShape.reach)
            for _ in 0..<200 {
                let rest = text(elements, &random) + Array(repeating: 0, count: ForwardShape.reach)
                let holds = unsafe rest.withUnsafeBufferPointer { bytes in
                    guard let base = bytes.baseAddress else { return false }
                    return unsafe record.holds(base, table.base)
                }
                #expect(holds, "\(rest)")
            }
        }
    }

    @Test("is a shape only where something cheap is asked for")
    func shapeless() throws {
        for source in ["", "[a-z]*", ".*x", "[a-z]{0,50}="] {
            for elements in try sequences(source) { #expect(ForwardShape(elements[...]) == nil, "\(source)") }
        }
    }

    @Test(
        "lets every stretch of its family pass, wherever it begins",
        arguments: [
            (#"[a-f0-9]{40}"#, Stretch.Family.hexadecimal), (#"[a-f0-9]{15}"#, .hexadecimal),
            (#"\d{4}[ -]?\d{4}[ -]?\d{4}"#, .numeric), (#"\d{2}(?:[.-]\d{3}){3}"#, .numeric),
            (#"[A-Za-z0-9]{23}"#, .word),
        ])
    func stretches(source: String, family: Stretch.Family) throws {
        var random = SeededGenerator(seed: 11)
        for elements in try sequences(source) {
            let stretch = try #require(Stretch(family: family, elements: elements[...]))
            #expect(stretch.set.isSubset(of: family.superset))
            for before in 0..<16 {
                let found = text(elements, &random)
                #expect(found.count >= stretch.least)
                #expect(isSeen(Array(repeating: 0, count: before) + found, stretch))
            }
        }
    }

    /// Whether eight bytes (sixteen of letters) at a multiple of the filter's step are of the stretch's class.
    private func isSeen(_ text: [UInt8], _ stretch: Stretch) -> Bool {
        let (step, length) = stretch.family == .word ? (8, 16) : (stretch.least < 15 ? 4 : 8, 8)
        return stride(from: 0, through: text.count - length, by: step).contains { place in
            let eight = text[place..<place + length]
            return eight.allSatisfy(stretch.set.contains)
                && eight.reduce(0) { $0 + ($1 & 0x10 == 0 ? 0 : 1) } >= stretch.digits
        }
    }
}

@Suite("The table of strings")
struct AnalysisGramTests {
    private func entry(_ hook: Int) -> GramTable.Entry {
        GramTable.Entry(mask: 0, value: 0, hook: Int32(hook), distance: 0, offset: 0)
    }

    @Test(
        "shows each string at every place, in a table of each size",
        arguments: [(40, 15), (1500, 17), (5000, 19)])
    func planted(count: Int, bits: Int) throws {
        var random = SeededGenerator(seed: UInt64(bits))
        let grams = (0..<count).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) | 0x2020_2020 }
        let table = GramTable(grams.enumerated().map { ($1, entry($0)) })
        #expect(table.bits == bits)
        let size = 64
        var text = [UInt8](repeating: 0, count: size + 16)
        for gram in grams.prefix(200) {
            for place in 0..<size - 4 {
                for byte in 0..<4 { text[place + byte] = UInt8(truncatingIfNeeded: gram >> UInt32(byte * 8)) }
                // Strings at odd places are the business of a hook's other string.
                let seen = places(in: text, size, table).contains(UInt32(place))
                if seen != place.isMultiple(of: 2) { Issue.record("at \(place) of \(bits) bits") }
                for byte in 0..<4 { text[place + byte] = 0 }
            }
        }
    }

    @Test("leads from a string to all that it stands for, and from others to nothing")
    func entries() {
        let table = GramTable([(0x6162_6364, entry(1)), (0x7172_7374, entry(2)), (0x6162_6364, entry(3))])
        let hooks = { (gram: UInt32) in unsafe table.entries(of: gram).map(\.hook).sorted() }
        #expect(hooks(0x6162_6364) == [1, 3] && hooks(0x7172_7374) == [2] && hooks(0x6162_6365).isEmpty)
        #expect(GramTable([]).isEmpty)
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

    private func places(in text: [UInt8], _ size: Int, _ table: GramTable) -> [UInt32] {
        var groups = [UInt32](repeating: 0, count: size / 8 + 16)
        var places = [UInt32](repeating: 0, count: size / 2 + 64)
        let count = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe groups.withUnsafeMutableBufferPointer { groups in
                unsafe places.withUnsafeMutableBufferPointer { places -> Int in
                    guard let base = bytes.baseAddress, let first = groups.baseAddress,
                        let second = places.baseAddress
                    else { return 0 }
                    return unsafe GramKernel.scan(
                        base, from: 0, to: size, table: table, groups: first, places: second)
                }
            }
        }
        return Array(places.prefix(count))
    }
}
