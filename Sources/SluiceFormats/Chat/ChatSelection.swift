/// Which chats are read; the others stay private.
///
/// A chat is read where its name matches one of the patterns, or where one of its participants is listed: two ways to
/// name the chats that are about work, and either is enough.
public struct ChatSelection: Sendable {
    private let names: [Glob]
    private let participants: Set<String>

    /// What is said of a chat that is not read.
    public static let reason = "not read: private"

    /// Nil where a pattern is none.
    ///
    /// - Parameters:
    ///   - names: Patterns for chat names, such as `Team*`; upper and lower case are the same.
    ///   - participants: Names or telephone numbers.
    public init?(names: [String], participants: [String]) {
        var globs: [Glob] = []
        for name in names {
            guard let glob = Glob(name.lowercased()) else { return nil }
            globs.append(glob)
        }
        self.names = globs
        self.participants = Set(participants.map(ChatSelection.key))
    }

    /// Whether a chat is read; `participants` are those known of it.
    public func admits(chat: String, participants: [String]) -> Bool {
        // A slash in a name parts no folders.
        let name = chat.lowercased().utf8.map { $0 == 0x2F ? UInt8(0x5F) : $0 }
        if names.contains(where: { $0.matches(name[...]) }) { return true }
        return self.participants.contains(ChatSelection.key(chat))
            || participants.contains { self.participants.contains(ChatSelection.key($0)) }
    }

    /// Whether participants matter, so that a reader has to find them.
    public var asksForParticipants: Bool { !participants.isEmpty }

    /// A name without case and margins; a telephone number by its digits, since programs group them as they like.
    private static func key(_ name: String) -> String {
        let scalars = name.unicodeScalars
        let digits = scalars.filter { ("0"..."9").contains($0) }
        let isNumber = scalars.allSatisfy {
            ("0"..."9").contains($0) || " +-()/~\u{A0}\u{202A}\u{202C}\u{202F}".unicodeScalars.contains($0)
        }
        if isNumber, digits.count >= 6 { return String(String.UnicodeScalarView(digits.drop { $0 == "0" })) }
        var key = Substring(name.lowercased())
        while let first = key.first, first.isWhitespace { key.removeFirst() }
        while let last = key.last, last.isWhitespace { key.removeLast() }
        return String(key)
    }
}
