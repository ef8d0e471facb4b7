public import SluiceModel
public import SluiceNames

/// The code with which a sender confirms a mail: sent again with `[ok CODE]` in its subject, it goes out.
///
/// It says nothing of the findings, fits only them and their sender, and holds for a time: it is a keyed hash of the
/// hour, the sender and the names of the values found. Nothing needs to be kept for it.
public struct Confirmation: Sendable {
    private let key: NameKey
    private let sender: String
    private let values: [String]

    public init(_ key: NameKey, sender: String?, findings: [Finding]) {
        self.key = key
        self.sender = (sender ?? "").lowercased()
        values = Set(findings.map(key.valueID)).sorted()
    }

    /// The code that is told at a time, in seconds since 1970.
    public func code(at time: Double) -> String { code(hour: Confirmation.hour(time)) }

    /// Whether a code was told at most `hours` ago.
    public func holds(_ code: String, at time: Double, hours: Int) -> Bool {
        guard let code = ConfirmationMark.canonical(code) else { return false }
        let now = Confirmation.hour(time)
        return (0...max(0, hours)).contains { self.code(hour: now - $0) == code }
    }

    private static func hour(_ time: Double) -> Int { Int((time / 3600).rounded(.down)) }

    private func code(hour: Int) -> String {
        let bytes = key.code("confirmation", [String(hour), sender] + values)
        let text = bytes.prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let letters = (0..<8).map { ConfirmationMark.alphabet[Int(text >> UInt64(35 - 5 * $0) & 31)] }
        return String(letters.prefix(4)) + "-" + String(letters.suffix(4))
    }
}

/// The mark `[ok CODE]` in a subject.
public enum ConfirmationMark {
    /// Crockford's: no letter that is taken for a digit.
    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// The code as it is told; nil where `text` is none.
    ///
    /// Small letters, and letters taken for digits, are understood.
    static func canonical(_ text: some StringProtocol) -> String? {
        var letters: [Character] = []
        for character in text.uppercased() where character != "-" && character != " " {
            let letter: Character =
                character == "O" ? "0" : character == "I" || character == "L" ? "1" : character
            guard alphabet.contains(letter) else { return nil }
            letters.append(letter)
        }
        guard letters.count == 8 else { return nil }
        return String(letters.prefix(4)) + "-" + String(letters.suffix(4))
    }

    /// The codes that a subject holds, and the subject without the marks; nil where it holds none.
    ///
    /// An older code may stand beside the right one, as answers heap them up.
    public static func find(in subject: String) -> (codes: [String], rest: String)? {
        var codes: [String] = []
        var rest = subject
        while codes.count < most, let found = first(in: rest) {
            codes.append(found.code)
            rest = found.rest
        }
        return codes.isEmpty ? nil : (codes, rest)
    }

    /// So many marks are looked for in one subject.
    private static let most = 32

    private static func first(in subject: String) -> (code: String, rest: String)? {
        var searched = subject.startIndex
        while let open = subject[searched...].firstIndex(of: "[") {
            searched = subject.index(after: open)
            guard let close = subject[searched...].firstIndex(of: "]") else { return nil }
            let words = subject[searched..<close].split(whereSeparator: \.isWhitespace)
            guard words.count >= 2, words[0].lowercased() == "ok",
                let code = canonical(words.dropFirst().joined())
            else { continue }
            return (code, joined(subject[..<open], subject[subject.index(after: close)...]))
        }
        return nil
    }

    /// What stood around a mark, with the blanks of one side only.
    ///
    /// Line breaks of a folded subject are blanks here: a line with nothing else would end the header.
    private static func joined(_ before: Substring, _ after: Substring) -> String {
        var before = before
        guard !before.allSatisfy(\.isWhitespace) else { return String(after.drop(while: \.isWhitespace)) }
        if after.first?.isWhitespace ?? true {
            while before.last?.isWhitespace == true { before.removeLast() }
        }
        return String(before + after)
    }
}
