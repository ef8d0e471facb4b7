import SluiceModel
import SluicePolicy
import Testing

@Suite("policy simulate")
struct SimulationTests {
    private func finding(_ name: String, was action: Action?, value: String = "x") throws -> Finding {
        var finding = try Samples.finding(name, value: value)
        finding.channel = .mail
        finding.audience = .public
        finding.verdict = action.map { Verdict(action: $0, policyRule: "earlier") }
        return finding
    }

    @Test("counts verdicts that would be others, by rule and line, the strictest first")
    func changes() throws {
        var simulation = PolicySimulation(Judge(try Samples.policy(), rules: Samples.rules))
        simulation.add([try finding("iban", was: .confirm)])
        simulation.add([try finding("iban", was: .advise), try finding("marking", was: nil)])
        simulation.add([try finding("iban", was: .advise)])
        simulation.add(try ["1", "2", "3"].map { try finding("iban", was: .confirm, value: $0) })
        #expect(simulation.findings == 7)
        let lines = simulation.sorted.map {
            "\($0.count) \($0.change.rule) \($0.change.old) \($0.change.new) \($0.change.line ?? "–")"
        }
        #expect(
            lines == [
                "3 iban confirm hold hold-many", "2 iban advise confirm confirm-personal",
                "1 marking pass tag tag-all",
            ])
    }

    @Test("has nothing to say where all stays as it was")
    func nothing() throws {
        var simulation = PolicySimulation(Judge(Policy(), rules: Samples.rules))
        simulation.add([try finding("iban", was: nil), try finding("iban", was: .pass)])
        simulation.add([])
        #expect(simulation.changes.isEmpty)
        #expect(simulation.findings == 2)
    }
}
