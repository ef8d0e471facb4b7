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
        for (expression, place) in zip(compiler.expressions, compiler.places) {
            guard case .pattern(var pattern) = expression else { continue }
            let packed = pattern.analysis
            pattern.analysis = nil
            #expect(try packed == PatternAnalysis(pattern), "\(place.file):\(place.line)")
        }
    }
}
