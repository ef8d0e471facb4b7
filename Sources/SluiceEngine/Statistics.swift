/// What a scan did for one expression.
public struct ExpressionStatistics: Hashable, Sendable {
    /// Places where the filter said maybe.
    public var candidates = 0
    /// Calls of PCRE2, or comparisons with a term.
    public var verifications = 0
    public var matches = 0
    /// Time spent in verification; counted only while ``Scanner/measuresTime`` is set.
    public var nanoseconds = 0

    public init() {}
}
