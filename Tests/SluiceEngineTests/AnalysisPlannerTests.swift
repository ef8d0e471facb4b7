@testable import SluiceEngine
import TestSupport
import Testing

@Suite("The linearizer")
struct AnalysisLinearizerTests {
    private func sequences(_ source: String, _ dialect: Pattern.Dialect = .bytes) throws -> [[Element]] {
        let tree = try #require(SyntaxParser.parse(Pattern(source, dialect: dialect)))
        return Linearizer.sequences(of: tree.root)
    }

    @Test("writes alternatives out while they are few")
    func few() throws {
        #expect(
            AnalysisText.describe(try sequences("(?:abc|def)(?:ghi|jkl)?mno"))
                == "abcghimno | abcjklmno | abcmno | defghimno | defjklmno | defmno")
    }

    @Test("joins what is too much to be written out, the least telling first")
    func many() throws {
        let options = String(repeating: "(?:abc)?", count: 10)
        #expect(
            AnalysisText.describe(try sequences(options + "x")) == "[a-c]{0,30}x")
        let choices = String(repeating: "(?:abc|defg)", count: 10)
        let written = try sequences(choices + "x")
        #expect(written.count == 32)
        #expect(written.allSatisfy { AnalysisText.describe([$0]).hasSuffix("[a-g]{15,20}x") })
        let amounts = String(repeating: "(?:[a-z]{2}1|[a-z]{3}2)", count: 4)
        let named = try sequences("(?:pay|wage|salary)" + amounts).map { AnalysisText.describe([$0]) }
        #expect(named.allSatisfy { text in ["pay", "wage", "salary"].contains { text.hasPrefix($0) } })
        let cases = String(repeating: "k", count: 10)
        #expect(
            AnalysisText.describe(try sequences("(?i)x" + cases, .unicode))
                == #"[Xx][Kk\84\AA\E2]{10,30}"#)
    }

    @Test("joins short branches and those that name nothing")
    func shortBranches() throws {
        #expect(AnalysisText.describe(try sequences("(?:a|bc)x")) == "[a-c]{1,2}x")
        #expect(AnalysisText.describe(try sequences(#"(?:\d\d|\w{3}|[a-z]{4})x"#)) == "[word]{2,4}x")
    }

    @Test("writes no more than so many copies and elements")
    func bounded() throws {
        #expect(
            AnalysisText.describe(try sequences("a{70,}b")) == String(repeating: "a", count: 64) + "a{6,}b")
        let long = try sequences(String(repeating: "ab", count: 100))
        #expect(long.count == 1 && long[0].count == 161)
        #expect(long[0].reduce(0) { $0 + $1.lengths.least } == 200)
    }
}

@Suite("The planner")
struct AnalysisPlannerTests {
    private func hooks(_ source: String, _ dialect: Pattern.Dialect = .bytes) throws -> [Hook]? {
        PatternPlan(Pattern(source, dialect: dialect), maximumLookbehind: 0).hooks
    }

    private func only(_ source: String, _ dialect: Pattern.Dialect = .bytes) throws -> Hook {
        let hooks = try #require(try hooks(source, dialect))
        #expect(hooks.count == 1)
        return try #require(hooks.first)
    }

    private func text(_ hook: Hook) -> String {
        AnalysisText.describe([hook.sequence.map { .byte($0) }])
    }

    @Test(
        "looks for what names a secret",
        arguments: [
            (#"\bghp_[0-9a-zA-Z]{36}\b"#, "ghp_", 0, 0), ("AKIA[A-Z0-9]{16}", "AKIA", 0, 0),
            (#"xox[bp]-\d{10,13}"#, "xox[bp]-", 0, 0), ("[a-z]{2,9}=hooks[.]slack", "=hooks.slack", 2, 9),
            (#"(?:\d{1,3}-)?token:"#, "token:", 0, 4),
        ])
    func literals(source: String, starts: String, least: Int, most: Int) throws {
        for hook in try #require(try hooks(source)) {
            guard case .grams(let windows) = hook.sight else {
                Issue.record("no strings")
                continue
            }
            #expect(text(hook).contains(starts))
            #expect(hook.least >= least && hook.most ?? .max <= most)
            #expect(windows.count == 2 && Set(windows.map { $0.distance & 1 }).count == 2)
        }
    }

    @Test("folds a border into the strings that it looks for")
    func border() throws {
        func before(_ source: String, _ dialect: Pattern.Dialect) throws -> Set<UInt8> {
            guard case .grams(let windows) = try only(source, dialect).sight else { return [] }
            return Set(windows.filter { $0.distance == -1 }.flatMap { $0.sets[0].members })
        }
        let plain = try before("s[.]z", .bytes)
        let bordered = try before(#"\bs[.]z"#, .bytes)
        let unicode = try before(#"\bs[.]z"#, .unicode)
        #expect(plain.count == 128)
        #expect(bordered.isDisjoint(with: 0x61...0x7A) && bordered.contains(0x20) && bordered.contains(0x2E))
        #expect(unicode.isSuperset(of: (0x80...0xFF).filter { $0 & 0x20 != 0 }))
    }

    @Test(
        "looks for a stretch where there is nothing but a class",
        arguments: [
            (#"\b[a-f0-9]{40}\b"#, Stretch.Family.hexadecimal, 40, 0),
            (#"\d{2}(?:[ +]?\d{2}){7}"#, .numeric, 16, 5), (#"\b[a-zA-Z0-9]{32}\b"#, .word, 32, 0),
        ])
    func stretches(source: String, family: Stretch.Family, least: Int, digits: Int) throws {
        guard case .stretch(let stretch) = try only(source).sight else {
            Issue.record("no stretch")
            return
        }
        #expect(stretch.family == family && stretch.least == least && stretch.digits == digits)
    }

    @Test("looks for a pair where only one rare byte is fixed")
    func pair() throws {
        guard case .pair(let first, let second, _) = try only(#"[\w.+-]+~[\w-]+\.[a-z]{2,}"#).sight else {
            Issue.record("no pair")
            return
        }
        #expect(first == ByteSet(0x7E) || second == ByteSet(0x7E))
    }

    @Test(
        "looks for bytes of classes where they are rarer than strings",
        arguments: [
            (#"[\w.+-]+@[\w-]+\.[a-z]{2,}"#, [ByteClass.at], [0]),
            (
                "(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}[0-9A-Z]{4,9}x", [.upper, .upper, .digit, .digit],
                [0, 1, 2, 3]
            ),
            (
                #"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"#,
                [.hyphen, .hyphen, .hyphen, .hyphen], [8, 13, 18, 23]
            ),
        ])
    func classes(source: String, classes: [ByteClass], distances: [Int]) throws {
        guard case .classes(let places) = try only(source).sight else {
            Issue.record("no classes")
            return
        }
        #expect(places.map(\.byteClass) == classes && places.map(\.distance) == distances)
    }

    @Test(
        "looks for a number where a pattern has enough digits in a row",
        arguments: [
            (#"\d{15}[|%]"#, 15, false, "[%|]"), (#"\b[1-9]\d(?:[ -]?\d{3}){3}\b"#, 11, false, ""),
            (#"(?<!\w)[A-Z]\d{9}(?!\w)"#, 9, true, ""),
            (#"x\d{2}[ ]?\d{6}[ ]?[A-Z]\d{3}"#, 8, true, "[A-Z]"),
        ])
    func numbers(source: String, digits: Int, isWhole: Bool, behind: String) throws {
        guard case .number(let number) = try only(source).sight else {
            Issue.record("no number")
            return
        }
        #expect(number.digits == digits && number.isWhole == isWhole)
        #expect(AnalysisText.describe([number.behind.map { [.byte($0)] } ?? []]) == behind)
    }

    @Test(
        "finds nothing to look for",
        arguments: ["[a-z]+", #"\w{3,8}"#, "(?:secret|[a-z]+)", ".{20}", #"\p{L}+"#, "(*ACCEPT)secret"])
    func unfiltered(source: String) throws {
        #expect(try hooks(source, .unicode) == nil)
    }

    @Test("cuts out the run that a pattern begins with, and walks back over it")
    func walks() throws {
        let cut = try only(#"[\w.-]{0,50}?sluice_key"#)
        let walk = try #require(cut.walk)
        #expect(walk.cut == [0..<13] && walk.most == 50 && walk.before == 0)
        let source = Pattern(#"[\w.-]{0,50}?sluice_key"#).source(without: walk.cut)
        #expect(String(decoding: source, as: UTF8.self) == "sluice_key")
        let kept = try #require(try only("x[a-z]*=sluice_key").walk)
        #expect(kept.cut.isEmpty && kept.most == nil && kept.before == 1)
        #expect(try only(#"([a-z]{0,9})sluice_key_\1"#).walk?.cut.isEmpty == true)
    }

    @Test(
        "knows what is searched once",
        arguments: [
            ("^secret", true, false), (#"secret\Kvalue"#, false, true), ("secret(*COMMIT)x", false, true),
            ("secret", false, false),
        ])
    func once(source: String, beginsAtTextStart: Bool, needsWholeText: Bool) {
        let plan = PatternPlan(Pattern(source), maximumLookbehind: 0)
        #expect(plan.beginsAtTextStart == beginsAtTextStart && plan.needsWholeText == needsWholeText)
        #expect((plan.hooks == nil) == (beginsAtTextStart || needsWholeText))
    }
}
