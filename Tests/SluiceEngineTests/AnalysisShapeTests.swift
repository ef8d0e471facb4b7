@testable import SluiceEngine
import EngineOracle
import TestSupport
import Testing

@Suite("What a hook asks for")
struct AnalysisShapeTests {
    /// A random text that `elements` accept.
    private func text(_ elements: [Element], _ random: inout SeededGenerator) -> [UInt8] {
        elements.flatMap { element -> [UInt8] in
            switch element {
            case .edge, .before, .behind: return []
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
                isAmbiguous: Flag(!shape.skipped.isDisjoint(with: shape.required)))
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
