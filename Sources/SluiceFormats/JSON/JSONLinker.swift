/// Goes over tokens in order, sees whether they follow the grammar of JSON, and joins brackets.
///
/// It may begin inside containers and end inside them, since long documents are read piece by piece. Several values
/// may follow one another where no container is open.
struct JSONLinker {
    /// A container that is open.
    struct Open: Hashable {
        var isArray: Bool
        /// The token of its bracket; nil where that stands before the text.
        var token: Int?
    }

    private enum Awaited { case value, valueOrEnd, keyOrEnd, colon, commaOrEnd }

    /// The outermost first.
    private(set) var open: [Open]
    private var awaited: Awaited

    /// - Parameter outer: The containers that are open where the text begins, the outermost first; it begins
    ///   with an element or a member.
    init(inside outer: [Bool] = []) {
        open = outer.map { Open(isArray: $0, token: nil) }
        awaited = outer.last == false ? .keyOrEnd : .value
        if outer.last == true { awaited = .valueOrEnd }
    }

    /// Begins anew, outside of any container.
    mutating func reset() {
        open.removeAll(keepingCapacity: true)
        awaited = .value
    }

    /// Whether the text may end here: no container is open, and a value has ended.
    var isComplete: Bool { open.isEmpty && awaited == .value }

    /// Goes over the tokens in `range`; gives the first that does not fit, or the range's end.
    mutating func link(_ tokens: JSONTokens, _ range: Range<Int>) -> Int {
        link(tokens, range, before: tokens.byteCount)
    }

    /// Likewise, and stops before the first token that begins at `place` or behind it.
    @inline(__always)
    mutating func link(_ tokens: JSONTokens, _ range: Range<Int>, before place: Int) -> Int {
        for token in range {
            if tokens.place(token) >= place { return token }
            let fits =
                switch tokens.first(token) {
                case 0x7B: begin(isArray: false, token, tokens)
                case 0x5B: begin(isArray: true, token, tokens)
                case 0x7D: end(isArray: false, token, tokens)
                case 0x5D: end(isArray: true, token, tokens)
                case 0x3A: colon()
                case 0x2C: comma()
                case 0x22: string(token, tokens)
                default: word()
                }
            if !fits { return token }
        }
        return range.upperBound
    }

    @inline(__always)
    private mutating func begin(isArray: Bool, _ token: Int, _ tokens: JSONTokens) -> Bool {
        guard awaited == .value || awaited == .valueOrEnd else { return false }
        open.append(Open(isArray: isArray, token: token))
        tokens.join(token, to: tokens.count)
        awaited = isArray ? .valueOrEnd : .keyOrEnd
        return true
    }

    /// A comma before the end is no JSON, but is written.
    @inline(__always)
    private mutating func end(isArray: Bool, _ token: Int, _ tokens: JSONTokens) -> Bool {
        guard let last = open.last, last.isArray == isArray else { return false }
        let isPlace = isArray ? awaited == .valueOrEnd : awaited == .keyOrEnd
        guard isPlace || awaited == .commaOrEnd else { return false }
        open.removeLast()
        if let opening = last.token { tokens.join(opening, to: token) }
        awaited = open.isEmpty ? .value : .commaOrEnd
        return true
    }

    @inline(__always)
    private mutating func colon() -> Bool {
        guard awaited == .colon else { return false }
        awaited = .value
        return true
    }

    @inline(__always)
    private mutating func comma() -> Bool {
        guard awaited == .commaOrEnd, let last = open.last else { return false }
        awaited = last.isArray ? .valueOrEnd : .keyOrEnd
        return true
    }

    @inline(__always)
    private mutating func string(_ token: Int, _ tokens: JSONTokens) -> Bool {
        guard tokens.string(token) != nil else { return false }
        if awaited == .keyOrEnd {
            awaited = .colon
            return true
        }
        return word()
    }

    @inline(__always)
    private mutating func word() -> Bool {
        guard awaited == .value || awaited == .valueOrEnd else { return false }
        awaited = open.isEmpty ? .value : .commaOrEnd
        return true
    }
}
