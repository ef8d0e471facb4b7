import Foundation
import SluiceModel
import SluicePolicy
import TestSupport
import Testing

/// The policy, the rules and the findings that the tests of this module speak of.
enum Samples {
    static func policy() throws -> Policy {
        let file = packageFolder.appendingPathComponent("Fixtures/policy/westbach.yaml")
        return try PolicyFile.policy(in: Array(Data(contentsOf: file)), path: "westbach.yaml")
    }

    static func policy(of text: String) throws -> Policy {
        try PolicyFile.policy(in: Array(text.utf8), path: "sluice.yaml")
    }

    static let rules = [
        rule("iban", .medium, pack: "personal-data", german: "IBAN"),
        rule("aws-access-token", .high, pack: "credentials", german: "Zugangsschlüssel"),
        rule("marking", .low, pack: "markings", german: "Vermerk"),
    ].compactMap(\.self)

    private static func rule(
        _ name: String, _ severity: Severity, pack: String, german: String
    ) -> RuleInformation? {
        RuleID(name).map {
            RuleInformation(
                id: $0, title: LocalizedText([.german: german, .english: name]), severity: severity,
                why: LocalizedText([
                    .german: "Damit lässt sich Schaden anrichten.", .english: "It does harm.",
                ]),
                instead: LocalizedText([.german: "Weglassen.", .english: "Leave it out."]), pack: pack)
        }
    }

    /// A finding of one of ``rules``.
    static func finding(
        _ name: String, value: String = "x", confidence: Confidence = .high, layer: LayerKind = .own,
        role: AuthorRole = .unknown, decision: DecisionState? = nil
    ) throws -> Finding {
        let rule = try #require(rules.first { $0.id.description == name })
        let secret = Secret(Array(value.utf8))
        return Finding(
            rule: rule.id, severity: rule.severity, confidence: confidence,
            location: Location(
                origin: Origin(path: "a.eml"), layer: layer, line: 1, column: 1,
                span: ByteSpan(0, value.utf8.count)),
            value: secret, normalizedValue: secret, show: .none,
            excerpt: Excerpt(text: secret, value: ByteSpan(0, value.utf8.count)),
            evidence: [.pattern], authorRole: role, decision: decision)
    }
}
