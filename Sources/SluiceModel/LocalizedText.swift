/// A sentence in the languages that the interface has.
public struct LocalizedText: Hashable, Sendable {
    /// A text, or the bytes that it is made of when somebody asks for it.
    private enum Entry: Hashable, Sendable {
        case made(String)
        case packed(StaticBytes)

        var text: String {
            switch self {
            case .made(let text): text
            case .packed(let bytes): unsafe String(decoding: bytes.buffer, as: UTF8.self)
            }
        }

        static func == (left: Entry, right: Entry) -> Bool { left.text == right.text }

        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    // No dictionary: a program with hundreds of rules makes thousands of these when it starts.
    private var german: Entry?
    private var english: Entry?

    public init(_ texts: [Language: String] = [:]) {
        german = texts[.german].map(Entry.made)
        english = texts[.english].map(Entry.made)
    }

    public var texts: [Language: String] {
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = self[language] }
        return texts
    }

    public subscript(language: Language) -> String? {
        get {
            switch language {
            case .german: german?.text
            case .english: english?.text
            }
        }
        set {
            switch language {
            case .german: german = newValue.map(Entry.made)
            case .english: english = newValue.map(Entry.made)
            }
        }
    }

    /// Sets a text in UTF-8 that most runs never ask for.
    package mutating func set(_ bytes: StaticBytes, in language: Language) {
        switch language {
        case .german: german = .packed(bytes)
        case .english: english = .packed(bytes)
        }
    }

    public var isEmpty: Bool { german == nil && english == nil }

    /// The text in `language`, else in English, else in any language there is; nil where there is none.
    public func text(in language: Language) -> String? { self[language] ?? self[.english] ?? self[.german] }
}
