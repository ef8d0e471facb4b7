import SluiceRules
import SluiceDefaultRules
@testable import SluiceDetection
import SluiceEngine
import SluiceRules
import Testing

@Suite("The default rules")
struct DefaultAnalysisTests {
    @Test("bring along what the engine finds out about their patterns")
    func analyses() throws {
        let compiler = RuleCompiler(try DefaultRules.load())
        for (expression, place) in zip(compiler.analysedExpressions, compiler.places) {
            guard case .pattern(var pattern) = expression else { continue }
            let packed = pattern.analysis
            pattern.analysis = nil
            #expect(try packed == PatternAnalysis(pattern), "\(place.file):\(place.line)")
        }
    }

    @Test("bring along the tables that the engine would make of them")
    func image() throws {
        let rules = try DefaultRules.loadToRun()
        let compiler = RuleCompiler(rules)
        let image = DatabaseImage(try #require(rules.image))
        let packed = try #require(Database(compiler.expressions, image: image))
        let made = try Database(compiler.analysedExpressions)
        let texts = try DefaultRules.load().rules.flatMap(\.examples).map(\.text)
        let text = Array(texts.joined(separator: "\n").utf8)
        let found = matches(packed, text)
        #expect(found.count > texts.count / 2)
        #expect(found == matches(made, text))
    }

    private func matches(_ database: Database, _ text: [UInt8]) -> [Match] {
        var scanner = Scanner(database)
        var matches: [Match] = []
        var giveUps: [GiveUp] = []
        scanner.scan(text.span, into: &matches, giveUps: &giveUps)
        return matches
    }
}
