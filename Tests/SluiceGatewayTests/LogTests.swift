import Logging
import SluiceChecking
import SluiceModel
import SluiceNames
import Synchronization
import Testing

@testable import SluiceGateway

@Suite("The gateway's log")
struct LogTests {
    /// Keeps what is logged.
    private final class Lines: Sendable {
        let all = Mutex<[Logger.Metadata]>([])
    }

    private struct Keeper: LogHandler {
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.debug
        let lines: Lines

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.all.withLock { $0.append(event.metadata ?? [:]) } }
    }

    private func logged(_ record: CheckRecord, revealing: Bool = false) -> [Logger.Metadata] {
        let lines = Lines()
        let log = GatewayLog(Logger(label: "test") { _ in Keeper(lines: lines) }, revealsAddresses: revealing)
        log.write(record, seconds: 0.0123, key: NameKey(Array("sixteen bytes and more".utf8)) ?? NameKey())
        return lines.all.withLock(\.self)
    }

    private var record: CheckRecord {
        var record = CheckRecord(outcome: .refuse, reference: "4abc")
        record.rules = [RuleID("secret-word")].compactMap(\.self)
        record.action = .refuse
        record.sender = Person(address: "anna@westbach.example")
        record.recipients = [Person(address: "bert@kunde.example")]
        return record
    }

    @Test("names people by pseudonyms unless asked")
    func pseudonyms() throws {
        let fields = try #require(logged(record).first)
        #expect(fields["queueId"] == "4abc")
        #expect(fields["rules"] == ["secret-word"])
        #expect(!"\(fields)".contains("@"))
        #expect("\(fields["sender"] ?? "")".hasPrefix("p-"))
        let open = try #require(logged(record, revealing: true).first)
        #expect(open["sender"] == "anna@westbach.example")
    }

    @Test("has no line for mail with those whom nobody reads")
    func exempt() {
        var exempt = record
        exempt.unread = .exempt
        #expect(logged(exempt).isEmpty)
    }

    @Test("has lines that are whole and no longer than a pipe takes at once", arguments: LogForm.allCases)
    func longLines(form: LogForm) throws {
        let names = (0..<300).map { Logger.MetadataValue.string("a-rule-with-a-long-name-\($0)") }
        let fields: [(key: String, value: Logger.MetadataValue)] = [
            ("outcome", "hold"), ("recipients", ["p-1"]), ("rules", .array(names)),
        ]
        let line = LineLogHandler.line(form, "now", .info, "mail", fields)
        #expect(line.utf8.count < 4096)
        #expect(line.contains("a-rule-with-a-long-name-0") && line.contains("p-1") && line.contains("hold"))
        #expect(form == .text || line.hasSuffix("]}"))
        #expect(
            LineLogHandler.line(form, "now", .info, String(repeating: "x", count: 9000), []).utf8.count < 4096
        )
    }

    @Test("has times as RFC 3339 writes them")
    func times() { #expect(LogTime.text(1_700_000_000.25) == "2023-11-14T22:13:20.250Z") }
}
