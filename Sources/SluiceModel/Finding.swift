/// One reason for or against a finding, as data; it is worded when shown.
public enum Evidence: Hashable, Sendable {
    /// The validator's answer.
    case validator(name: String, valid: Bool)
    /// A word near the match, and how many code points lie between.
    case near(word: String, distance: Int)
    case layer(String)
    case part(PartKind)
    case channel(Channel)
    /// So many different valid values of the rule in reach.
    case distinct(Int)
    /// A match of another rule in reach.
    case rule(RuleID)
    /// The pattern alone.
    case pattern
}

/// Where a finding stands, for machines and for people.
///
/// All places refer to the part's decoded text before folding and unquoting.
public struct Location: Hashable, Sendable {
    public var origin: Origin
    public var partKind: PartKind
    public var part: String?
    /// The path within an attachment that is itself a container.
    public var member: String?
    public var layer: LayerKind
    /// From 1.
    public var line: Int
    /// In code points, from 1.
    public var column: Int
    /// In bytes of the part's decoded text.
    public var span: ByteSpan
    /// The same place in the file, where the text stands there as it is.
    public var fileOffset: Int?
    public var fileLine: Int?

    public init(
        origin: Origin, partKind: PartKind = .body, part: String? = nil, member: String? = nil,
        layer: LayerKind = .own, line: Int, column: Int, span: ByteSpan, fileOffset: Int? = nil,
        fileLine: Int? = nil
    ) {
        self.origin = origin
        self.partKind = partKind
        self.part = part
        self.member = member
        self.layer = layer
        self.line = line
        self.column = column
        self.span = span
        self.fileOffset = fileOffset
        self.fileLine = fileLine
    }
}

/// The text around a finding, cut to what a person reads, with what must be masked in it.
public struct Excerpt: Hashable, Sendable {
    public var text: Secret
    /// The finding's own value, in bytes of `text`.
    public var value: ByteSpan
    /// What else must not be shown: other matches, names of people; in bytes of `text`.
    public var masks: [ByteSpan]

    /// That of a finding that nobody is shown.
    public static let empty = Excerpt(text: Secret([]), value: ByteSpan(0, 0))

    public init(text: Secret, value: ByteSpan, masks: [ByteSpan] = []) {
        self.text = text
        self.value = value
        self.masks = masks
    }
}

/// A match that survived validation, with a confidence and the evidence for it.
public struct Finding: Sendable {
    public var rule: RuleID
    public var severity: Severity
    public var confidence: Confidence
    public var location: Location
    public var value: Secret
    /// The value without separators and case, by which equal values are known.
    public var normalizedValue: Secret
    public var show: Show
    public var excerpt: Excerpt
    public var evidence: [Evidence]
    /// Rules that matched here too and gave way.
    public var also: [RuleID]
    /// The label that a dictionary gives its term, shown instead of it.
    public var label: String?
    public var author: Person?
    public var authorRole: AuthorRole
    public var time: Double?
    public var channel: Channel
    /// Whom the message reaches; nil where its recipients are not known.
    public var audience: Audience?
    /// What the policy says should happen because of this finding; nil where no policy is in force.
    public var verdict: Verdict?
    /// What somebody decided about it earlier; nil where nobody did, or where that no longer holds.
    public var decision: DecisionState?
    /// Which one it is, from 1, of the findings of its file that are alike in ``sameness``, in the order of places.
    public var occurrence = 1
    /// What the text itself says about it, where it stands in a file.
    public var mark: InlineMark?
    /// What was said around its message; nil where nobody asked for it, or where there is nothing.
    public var conversation: Conversation?

    public init(
        rule: RuleID, severity: Severity, confidence: Confidence, location: Location, value: Secret,
        normalizedValue: Secret, show: Show, excerpt: Excerpt, evidence: [Evidence], also: [RuleID] = [],
        label: String? = nil, author: Person? = nil, authorRole: AuthorRole = .unknown, time: Double? = nil,
        channel: Channel = .file, audience: Audience? = nil, verdict: Verdict? = nil,
        decision: DecisionState? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.confidence = confidence
        self.location = location
        self.value = value
        self.normalizedValue = normalizedValue
        self.show = show
        self.excerpt = excerpt
        self.evidence = evidence
        self.also = also
        self.label = label
        self.author = author
        self.authorRole = authorRole
        self.time = time
        self.channel = channel
        self.audience = audience
        self.verdict = verdict
        self.decision = decision
    }
}

/// What somebody decided about a finding.
public enum DecisionState: String, CaseIterable, Sendable, Codable {
    /// It stood there when the baseline was made.
    case known
    /// The rule is wrong here.
    case falseAlarm = "false-alarm"
    /// It may go out, for a reason and for a time.
    case accepted
    /// It was removed; if it comes back, that is said.
    case fixed

    /// Whether a finding that is met again is left out of counts.
    public var releases: Bool { self != .fixed }
}

/// How a finding that is met stands to what was decided.
public enum DecisionStanding: Hashable, Sendable {
    /// Nothing was decided about it.
    case open
    /// It is left out of counts.
    case released(DecisionState)
    /// What was decided held until a day that has passed; it counts again.
    case expired(DecisionState)
    /// It was said to be removed, and is there again.
    case back
}

/// What the policy says should happen to a message, and which of its lines says so.
public struct Verdict: Hashable, Sendable {
    public var action: Action
    /// Names the line of the policy that decided; nil where nothing but the default applied.
    public var policyRule: String?

    public init(action: Action, policyRule: String? = nil) {
        self.action = action
        self.policyRule = policyRule
    }
}
