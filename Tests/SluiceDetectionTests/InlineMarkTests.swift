import SluiceModel
import SluiceText
import TestSupport
import Testing

@testable import SluiceDetection

@Suite("Marks on a finding's line")
struct InlineMarkTests {
    private func mark(_ text: String, channel: Channel = .file) throws -> [InlineMark?] {
        let rules = [try makeRule("key", ["KEY-[0-9]{4}"]), try makeRule("other", ["OTHER-[0-9]{4}"])]
        return try detect(makeMessage(text, channel: channel), rules).map(\.mark)
    }

    @Test(
        "of other tools hold for every finding on their line",
        arguments: [
            ("KEY-1234 # gitleaks:allow", "gitleaks"), ("// trufflehog:ignore KEY-1234", "trufflehog"),
            ("KEY-1234  # pragma: allowlist secret", "detect-secrets"),
            ("a = \"KEY-1234\" // pragma:allowlist-secret\r\nx", "detect-secrets"),
        ])
    func foreign(text: String, tool: String) throws {
        #expect(try mark(text) == [.allows(tool)])
    }

    @Test(
        "of ours hold for the rules they name, with a reason",
        arguments: [
            "KEY-1234 # sluice:allow key a test account", "KEY-1234 /* sluice:allow other,key für Tests */",
            "sluice:allow other no; sluice:allow key yes KEY-1234", "<!-- sluice:allow key 1 --> KEY-1234",
        ])
    func own(text: String) throws {
        #expect(try mark(text) == [.allows("sluice")])
    }

    @Test(
        "that do not hold say why",
        arguments: [
            ("KEY-1234 # sluice:allow", InlineFault.namesNoRule),
            ("KEY-1234 # sluice:allow key", .givesNoReason),
            ("KEY-1234 /* sluice:allow key */", .givesNoReason),
            ("KEY-1234 # sluice:allow kye a test", .namesUnknownRule),
            ("KEY-1234 # sluice:allow Key a test", .namesUnknownRule),
        ])
    func faults(text: String, fault: InlineFault) throws {
        #expect(try mark(text) == [.faulty(fault)])
    }

    @Test(
        "stand on the line, name this rule and are words of their own",
        arguments: [
            "KEY-1234\n# gitleaks:allow", "# sluice:allow key because\nKEY-1234",
            "KEY-1234 sluice:allow other x",
            "KEY-1234 mygitleaks:allow", "KEY-1234 gitleaks: allow", "KEY-1234 pragma: secret",
            "KEY-1234 sluice:allowed key x", "KEY-1234",
        ])
    func none(text: String) throws {
        #expect(try mark(text) == [nil])
    }

    @Test(
        "mean nothing in messages, whose senders could write them", arguments: [Channel.mail, .chat, .forum])
    func messages(channel: Channel) throws {
        #expect(try mark("KEY-1234 gitleaks:allow sluice:allow key weil", channel: channel) == [nil])
    }

    @Test("of a value of many lines stand on its first or last line, not far from it")
    func longValues() throws {
        let rule = try makeRule("block", ["(?s)BEGIN.*?END"])
        let body = String(repeating: "0123456789\n", count: 500)
        func mark(_ text: String) throws -> InlineMark? {
            try #require(try detect(makeMessage(text), rule).first).mark
        }
        #expect(try mark("BEGIN gitleaks:allow\n\(body)END\n") == .allows("gitleaks"))
        #expect(try mark("BEGIN\n\(body)END # gitleaks:allow\n") == .allows("gitleaks"))
        #expect(try mark("BEGIN\n\(body)gitleaks:allow\n\(body)END\n") == nil)
        #expect(try mark("BEGIN\n\(body)END\n# gitleaks:allow\n") == nil)
        let far = String(repeating: "x", count: InlineMarks.reach)
        #expect(try mark("BEGIN END\(far)gitleaks:allow") == nil)
    }
}
