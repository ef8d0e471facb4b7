extension Validators {
    /// A token that a machine drew: invalid where it is plainly a placeholder, and nothing can be said of others.
    ///
    /// A placeholder holds a word such as `example`, eight equal characters in a row, or eight that count up, as in
    /// `12345678` and `abcdefgh`. In 64 random characters of 16 kinds such a run comes once in five million.
    static func randomToken(_ value: [UInt8]) -> Validity {
        hasRun(value, step: 0) || hasRun(value, step: 1) || hasPlaceholderWord(value) ? .invalid : .cannotSay
    }

    /// Long enough that chance does not write them, and found in any case.
    private static let placeholderWords = [
        "example", "placeholder", "your_", "your-", "yourtoken", "yourkey", "change_me", "changeme",
        "replace_me",
        "replaceme", "redacted", "beispiel", "platzhalter", "dummy_", "dummy-", "insert_", "deinen_", "dein_",
        "dein-", "sample_", "sample-",
    ].map { Array($0.utf8) }

    private static func hasRun(_ value: [UInt8], step: UInt8) -> Bool {
        var length = 1
        for index in value.indices.dropFirst() {
            length = value[index] == value[index - 1] &+ step ? length + 1 : 1
            if length == 8 { return true }
        }
        return false
    }

    private static func hasPlaceholderWord(_ value: [UInt8]) -> Bool {
        let lower = value.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return placeholderWords.contains { word in
            lower.count >= word.count
                && (0...lower.count - word.count).contains { lower[$0...].starts(with: word) }
        }
    }
}
