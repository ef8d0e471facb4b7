public import SluiceModel

/// What one pack of rules is about, as the policy's page tells it.
public struct PolicyTopic: Hashable, Sendable {
    /// The pack's name.
    public var name: String
    public var title: LocalizedText
    public var why: LocalizedText
    public var instead: LocalizedText
    /// The titles of its rules.
    public var rules: [RuleID: LocalizedText]

    public init(
        name: String, title: LocalizedText, why: LocalizedText = .init(), instead: LocalizedText = .init(),
        rules: [RuleID: LocalizedText] = [:]
    ) {
        self.name = name
        self.title = title
        self.why = why
        self.instead = instead
        self.rules = rules
    }
}

/// In what form a page is written.
public enum PageForm: String, CaseIterable, Sendable {
    case html, markdown
}
