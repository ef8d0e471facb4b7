/// What the engine saw: where an expression matched.
///
/// Invariant: `start < end`, and the value lies anywhere in the text (look-around may capture outside the
/// match). All places are bytes of the whole text.
public struct Match: Hashable, Sendable {
    /// The expression's index in the database.
    public var expression: Int
    public var start: Int
    public var end: Int
    /// The capture that the pattern asks for; the whole match where it asks for none.
    public var value: Range<Int>
    /// The index of the term in its list; -1 for a pattern.
    public var term: Int

    public init(expression: Int, start: Int, end: Int, value: Range<Int>? = nil, term: Int = -1) {
        self.expression = expression
        self.start = start
        self.end = end
        self.value = value ?? start..<end
        self.term = term
    }

    /// By start, then by expression: there are fewer of both than these bits hold.
    @inline(__always)
    var order: Int { start &<< 20 | expression }
}

/// An expression that stopped before it had seen everything: a leak may have been missed.
public struct GiveUp: Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        /// PCRE2's match, depth or heap limit (-47, -53, -63).
        case matchLimit
        /// PCRE2's JIT stack (-46).
        case stack
        /// The time for verification was used up.
        case deadline
        /// A match would have been longer than the pattern's ``Pattern/longestMatch``.
        case tooLong
        /// The pattern has to be searched in the whole text at once, and only a block of it was given.
        case needsWholeText
        /// Another of PCRE2's error codes.
        case other(Int32)
    }

    public var expression: Int
    public var cause: Cause

    public init(expression: Int, cause: Cause) {
        self.expression = expression
        self.cause = cause
    }
}

extension GiveUp.Cause: CustomStringConvertible {
    public var description: String {
        switch self {
        case .matchLimit: "match limit"
        case .stack: "match stack"
        case .deadline: "deadline"
        case .tooLong: "match too long"
        case .needsWholeText: "needs the whole text at once"
        case .other(let code): "PCRE2 error \(code)"
        }
    }
}

/// A pattern that cannot be compiled, and where in it.
public struct CompileFault: Error, Hashable, Sendable {
    /// The index of the expression that was given.
    public var expression: Int
    /// In bytes of the pattern's source.
    public var offset: Int
    public var message: String

    public init(expression: Int, offset: Int, message: String) {
        self.expression = expression
        self.offset = offset
        self.message = message
    }
}
