import CScanKernels

/// A pattern for mail addresses of people, which is matched without PCRE2.
///
/// Mails are full of addresses, and each is a match. The one form of pattern that is known here looks for a local part and
/// up to eight labels, and names in two look-aheads the local parts and the first labels that do not count.
struct AddressForm: Sendable {
    /// In small letters.
    private let localParts: [[UInt8]]
    /// What a domain does not begin with, in small letters.
    private let beginnings: [[UInt8]]

    private static let front = "(?<![0-9A-Za-z._%+-])(?!(?i:"
    private static let middle = ")@)[0-9A-Za-z][0-9A-Za-z._%+-]{0,31}+@(?!(?i:"
    private static let label = #"[0-9A-Za-z-]{1,63}+\."#
    private static let back =
        #")\.)"# + label + String(repeating: "(?:" + label, count: 7)
        + String(repeating: ")?", count: 7) + "[A-Za-z]{2,24}(?![0-9A-Za-z-])"

    /// Nil where the pattern has another form.
    init?(_ pattern: Pattern) {
        guard pattern.dialect == .unicode, !pattern.caseless, pattern.capture == .whole,
            pattern.longestMatch >= 1 << 10, pattern.source.hasPrefix(AddressForm.front),
            pattern.source.hasSuffix(AddressForm.back)
        else { return nil }
        let lists = pattern.source.utf8.dropFirst(AddressForm.front.utf8.count)
            .dropLast(AddressForm.back.utf8.count)
        let middle = Array(AddressForm.middle.utf8)
        let bytes = Array(lists)
        guard bytes.count > middle.count,
            let cut = (0...bytes.count - middle.count).first(where: {
                bytes[$0..<$0 + middle.count].elementsEqual(middle)
            }),
            let localParts = AddressForm.words(bytes[..<cut]),
            let beginnings = AddressForm.words(bytes[(cut + middle.count)...])
        else { return nil }
        self.localParts = localParts
        self.beginnings = beginnings.map { $0 + [UInt8(ascii: ".")] }
    }

    /// The words of an alternation of small letters and hyphens, where a full stop may be escaped and a letter be optional.
    private static func words(_ source: ArraySlice<UInt8>) -> [[UInt8]]? {
        var words: [[UInt8]] = []
        for part in source.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
            var forms: [[UInt8]] = [[]]
            var rest = part
            while let byte = rest.popFirst() {
                var letter = byte
                if byte == UInt8(ascii: "\\") {
                    guard rest.popFirst() == UInt8(ascii: ".") else { return nil }
                    letter = UInt8(ascii: ".")
                } else if !(0x61...0x7A).contains(byte), byte != UInt8(ascii: "-") {
                    return nil
                }
                let isOptional = rest.first == UInt8(ascii: "?")
                if isOptional { rest.removeFirst() }
                forms = forms.map { $0 + [letter] } + (isOptional ? forms : [])
            }
            guard !forms.contains([]) else { return nil }
            words += forms
        }
        return words.isEmpty ? nil : words
    }

    /// The first match that begins in `from...to`.
    @unsafe
    func firstMatch(_ text: UnsafePointer<UInt8>, count: Int, from: Int, to: Int) -> Range<Int>? {
        var from = from
        while from <= to, to < count {
            let found = unsafe sluice_next_address(text, from, to, count)
            guard found.end > 0 else { return nil }
            let length = found.at - found.start
            let isOther =
                localParts.contains {
                    unsafe $0.count == length && AddressForm.begins(text + found.start, with: $0)
                }
                || beginnings.contains {
                    unsafe $0.count < count - found.at && AddressForm.begins(text + found.at + 1, with: $0)
                }
            if !isOther { return found.start..<found.end }
            from = found.start + 1
        }
        return nil
    }

    @unsafe
    private static func begins(_ text: UnsafePointer<UInt8>, with word: [UInt8]) -> Bool {
        for index in word.indices {
            let byte = unsafe text[index]
            let letter = byte &- 0x41 < 26 ? byte | 0x20 : byte
            if letter != word[index] { return false }
        }
        return true
    }
}
