import SluiceModel

/// A value in a text of JSON; a number of its first token, so that nothing is copied.
///
/// Invariant: a ``JSONLinker`` went over the tokens of the value and found nothing wrong.
struct JSONValue {
    let tokens: JSONTokens
    let token: Int

    enum Kind { case object, array, string, word }

    @inline(__always)
    var kind: Kind {
        switch tokens.first(token) {
        case 0x7B: .object
        case 0x5B: .array
        case 0x22: .string
        default: .word
        }
    }

    /// Where the value stands in the text, quotes and brackets included.
    @inline(__always)
    var range: Range<Int> {
        let start = tokens.place(token)
        return start..<max(start, end)
    }

    /// Behind the value's last byte.
    @inline(__always)
    var end: Int { tokens.end(tokens.next(behind: token) - 1) }

    /// Where a string's content stands in the text, escapes as they are; nil for other values.
    @inline(__always)
    var content: Range<Int>? { tokens.string(token) }

    /// The members of an object; none for other values.
    var members: JSONMembers { JSONMembers(of: self) }
    /// The elements of an array; none for other values.
    var elements: JSONElements { JSONElements(of: self) }

    /// The first member called `name`; nil for other values than objects.
    subscript(_ name: StaticString) -> JSONValue? {
        for member in members where tokens.bytes(in: member.key, are: name) { return member.value }
        return nil
    }

    @inline(__always)
    var isNull: Bool { kind == .word && tokens.first(token) == UInt8(ascii: "n") }
    var isTrue: Bool { kind == .word && tokens.first(token) == UInt8(ascii: "t") }
    var isEmptyString: Bool { content?.isEmpty == true }

    /// A string's decoded text; nil for other values.
    ///
    /// For names and the like, not for what people write.
    var string: String? {
        guard let content else { return nil }
        return tokens.hasEscapes(content)
            ? tokens.withSpan(content) { String(decoding: JSONEscapes.decodedBytes($0), as: UTF8.self) }
            : tokens.text(in: content)
    }

    /// A string's text, or a number as it is written; nil for other values.
    var stringOrNumber: String? {
        if let string { return string }
        guard kind == .word, (0x30...0x39).contains(tokens.first(token)) || tokens.first(token) == 0x2D else {
            return nil
        }
        return tokens.text(in: range)
    }

    /// A time, in any of the forms that exports use; nil where it is none.
    var time: Double? {
        switch kind {
        case .string: content.flatMap { tokens.withSpan($0) { TimeText.seconds($0) } }
        case .word: tokens.withSpan(range) { TimeText.seconds($0) }
        case .object, .array: nil
        }
    }
}

/// A member of an object.
struct JSONMember {
    /// Where its name stands, without quotes.
    var key: Range<Int>
    /// The token of its name.
    var token: Int
    var value: JSONValue
}

extension JSONValue {
    /// The tokens between the brackets of an object or array; none where the value is not of this kind.
    fileprivate func inside(_ wanted: Kind) -> (first: Int, end: Int) {
        (token + 1, kind == wanted ? tokens.partner(token) : 0)
    }
}

/// The members of an object, in order.
struct JSONMembers: Sequence, IteratorProtocol {
    private let tokens: JSONTokens
    private var token: Int
    private let end: Int

    init(of value: JSONValue) {
        tokens = value.tokens
        (token, end) = value.inside(.object)
    }

    @inline(__always)
    mutating func next() -> JSONMember? {
        guard token < end, let key = tokens.string(token) else { return nil }
        let member = JSONMember(
            key: key, token: token, value: JSONValue(tokens: tokens, token: token + 2))
        // Behind the value stands a comma, or the end.
        token = tokens.next(behind: token + 2) + 1
        return member
    }
}

/// The elements of an array, in order.
struct JSONElements: Sequence, IteratorProtocol {
    private let tokens: JSONTokens
    private var token: Int
    private let end: Int

    init(of value: JSONValue) {
        tokens = value.tokens
        (token, end) = value.inside(.array)
    }

    mutating func next() -> JSONValue? {
        guard token < end else { return nil }
        defer { token = tokens.next(behind: token) + 1 }
        return JSONValue(tokens: tokens, token: token)
    }
}
