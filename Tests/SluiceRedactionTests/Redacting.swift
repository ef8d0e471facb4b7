import Foundation
import SluiceDetection
import SluiceFormats
import SluiceModel
import SluiceNames
import SluicePipeline
import SluiceRuleSets
import SluiceRules
import TestSupport
import Testing

@testable import SluiceRedaction

/// Redacts bytes as the program does, and looks for what is left.
struct Redacting {
    struct Result {
        var output: [UInt8]
        /// Of the first round.
        var edits: Int
        var unredacted: [Unredacted] = []
        var brokenSeals: [Origin] = []
        /// How often the rules found something.
        var rounds = 0

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    private let folder: TemporaryFolder
    private let rules: RuleSet
    private let detector: Detector

    /// Rules that are easy to plant values for, and `pattern` beside them.
    init(pattern: String? = nil) throws {
        folder = try TemporaryFolder()
        var rules = """
            rules:
              - id: token
                title: { de: Marke, en: Token (of ours) }
                severity: high
                pattern: '\\bTOKEN-[0-9]{8}\\b'
                show: ends
              - id: password
                title: { de: Kennwort, en: Password }
                severity: high
                pattern: '\\bPASS:[a-z]{6}\\b'
                show: none
              - id: account
                title: { de: Konto, en: Account }
                severity: high
                pattern: '\\bACC\\s\\d{4}\\s\\d{4}\\s\\d{4}\\b'
                show: ends

            """
        if let pattern {
            rules += """
                  - id: word
                    title: { de: Wort, en: Word }
                    severity: low
                    pattern: '\(pattern)'
                    show: all

                """
        }
        let path = try folder.write(rules, "rules/rules.yaml")
        self.rules = try RuleSets.load(paths: [path])
        detector = try Detector(self.rules)
    }

    func redact(
        _ text: String, _ name: String, _ style: RedactionStyle = .mask,
        settings: ScanSettings = ScanSettings()
    ) throws -> Result {
        try redact(Array(text.utf8), name, style, settings: settings)
    }

    func redact(
        _ bytes: [UInt8], _ name: String, _ style: RedactionStyle = .mask,
        settings: ScanSettings = ScanSettings()
    ) throws -> Result {
        var replacement = Replacement(
            style, rules: rules.rules.map(\.information), language: .english,
            key: try #require(NameKey(Array("a key of the tests".utf8))))
        var result = Result(output: bytes, edits: 0)
        for round in 0..<6 {
            let path = try folder.write(result.output, "\(round)/\(name)")
            let source = result.output
            var redactor = MessageRedactor(path: path, replacement: replacement) {
                Array(source[$0.clamped(to: 0..<source.count)])
            }
            walk(path, settings) { event in
                switch event {
                case .message(let message, let findings): redactor.redact(message, findings)
                case .longText(let findings): redactor.redact(longText: findings)
                case .gap, .passedOver: break
                }
            }
            result.unredacted += redactor.unredacted
            result.brokenSeals += redactor.brokenSeals
            if round == 0 { result.edits = redactor.edits.count }
            guard !redactor.edits.isEmpty else { break }
            result.rounds += 1
            var output: [UInt8] = []
            let isWhole = redactor.edits.copy(
                read: { Array(source[$0.clamped(to: 0..<source.count)]) }, write: { output += $0 })
            #expect(isWhole)
            result.output = output
            replacement = replacement.next()
        }
        return result
    }

    /// How much the rules find.
    func findings(_ bytes: [UInt8], _ name: String) throws -> Int {
        var count = 0
        walk(try folder.write(bytes, "again/\(name)"), ScanSettings()) { event in
            switch event {
            case .message(_, let findings), .longText(let findings): count += findings.count
            case .gap, .passedOver: break
            }
        }
        return count
    }

    private func walk(_ path: String, _ settings: ScanSettings, _ body: (DetectionWalk.Event) -> Void) {
        var walk = DetectionWalk([.path(PathBytes(path))], detector: detector, settings: settings)
        walk.forEach { event in
            body(event)
            return true
        }
    }
}
