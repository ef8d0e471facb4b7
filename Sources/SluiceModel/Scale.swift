/// The harm if a finding is real, weakest first.
public enum Severity: String, CaseIterable, Sendable, Comparable, Codable {
    case info, low, medium, high, critical

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}

/// What the evidence for a finding is worth, weakest first.
public enum Confidence: String, CaseIterable, Sendable, Comparable, Codable {
    case low, medium, high

    public static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }
    private var rank: Int { Confidence.allCases.firstIndex(of: self) ?? 0 }
}

/// What happens to a message, weakest first.
public enum Action: String, CaseIterable, Sendable, Comparable, Codable {
    case pass, tag, advise, confirm, hold, refuse

    public static func < (left: Action, right: Action) -> Bool { left.rank < right.rank }
    private var rank: Int { Action.allCases.firstIndex(of: self) ?? 0 }
}

/// Whom a message reaches, the narrowest first.
public enum Audience: String, CaseIterable, Sendable, Comparable, Codable {
    case `internal`, partner, `public`

    public static func < (left: Audience, right: Audience) -> Bool { left.rank < right.rank }
    private var rank: Int { Audience.allCases.firstIndex(of: self) ?? 0 }
}

/// A language in which rules and policy speak to people.
public enum Language: String, CaseIterable, Sendable, Codable {
    case german = "de"
    case english = "en"
}

extension Severity {
    /// The word for it that people read.
    public func name(in language: Language) -> String {
        switch (self, language) {
        case (.info, .german): "Hinweis"
        case (.low, .german): "niedrig"
        case (.medium, .german): "mittel"
        case (.high, .german): "hoch"
        case (.critical, .german): "kritisch"
        case (_, .english): rawValue
        }
    }
}
