/// Start positions that an expression has still to try, in bytes of the given text; both ends belong to it.
struct PendingWindow: BitwiseCopyable {
    var expression: Int32
    var from: Int
    var to: Int
}

/// What a scan remembers of one expression.
struct ExpressionState: BitwiseCopyable {
    /// The end of the last match: the next one begins here or behind.
    var last: Int
    /// All starts before this one have been tried.
    var tried: Int
    /// A give-up is told once for each expression.
    var hasGivenUp = false
    /// Whether a run was seen from whose beginning a match would be too long.
    var isTooLong = false
    /// How long its costly searches have taken, in nanoseconds.
    var spent = 0
}
