public import Logging
public import SluiceChecking
import SluiceModel
public import SluiceNames
import SluicePolicy

/// What the gateway logs: names of mails and rules, verdicts, times; never text, and people only by pseudonyms.
public struct GatewayLog: Sendable {
    public var logger: Logger
    /// Whether addresses stand in the log as they are.
    public var revealsAddresses: Bool

    public init(_ logger: Logger, revealsAddresses: Bool = false) {
        self.logger = logger
        self.revealsAddresses = revealsAddresses
    }

    /// One line for a mail; exempt mail leaves none.
    public func write(_ record: CheckRecord, seconds: Double, key: NameKey) {
        guard !record.isUnrecorded else { return }
        let isQuiet = record.unread != nil || record.outcome == .pass && (record.action ?? .pass) == .pass
        let level: Logger.Level = isQuiet ? .debug : .info
        guard logger.logLevel <= level else { return }
        var fields: Logger.Metadata = [
            "queueId": .string(record.reference), "outcome": .string(record.outcome.rawValue),
            "milliseconds": .stringConvertible((seconds * 10_000).rounded() / 10),
            "bytes": .stringConvertible(record.byteCount),
        ]
        fields["verdict"] = record.action.map { .string($0.rawValue) }
        fields["policyRule"] = record.policyRule.map { .string($0) }
        fields["audience"] = record.audience.map { .string($0.rawValue) }
        fields["confirmation"] = record.confirmation.map { .string($0) }
        if record.isObserved { fields["mode"] = "observe" }
        if !record.rules.isEmpty { fields["rules"] = .array(record.rules.map { .string($0.description) }) }
        if !record.causes.isEmpty { fields["causes"] = .array(record.causes.map { .string($0.rawValue) }) }
        if let sender = record.sender { fields["sender"] = .string(name(sender, key)) }
        fields["recipients"] = .array(record.recipients.prefix(20).map { .string(name($0, key)) })
        logger.log(level: level, "mail", metadata: fields)
    }

    private func name(_ person: Person, _ key: NameKey) -> String {
        revealsAddresses ? person.address ?? "" : key.pseudonym(person)
    }

    public func fault(_ text: String) { logger.error("\(text)") }
    public func warn(_ text: String) { logger.warning("\(text)") }
    public func note(_ text: String) { logger.notice("\(text)") }
}
