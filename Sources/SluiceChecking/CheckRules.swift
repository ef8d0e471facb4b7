public import SluiceDetection
public import SluiceFormats
public import SluiceModel
public import SluiceNames
public import SluicePolicy
import SluiceRules

/// All that mails are judged by, at one time; a reload brings another.
public final class CheckRules: Sendable {
    public let detector: Detector
    public let judge: Judge
    public let information: [RuleInformation]
    /// Names values and people, and signs confirmations.
    public let key: NameKey
    public let unpacker: Unpacker
    /// When they were loaded, in seconds since 1970.
    public let loaded: Double

    public var policy: Policy { judge.policy }

    public init(
        detector: Detector, policy: Policy, key: NameKey, unpacker: Unpacker = Unpacker(), loaded: Double = 0
    ) {
        self.detector = detector
        information = detector.rules.rules.map(\.information)
        judge = Judge(policy, rules: information)
        self.key = key
        self.unpacker = unpacker
        self.loaded = loaded
    }
}
