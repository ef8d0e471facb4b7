/// Start positions that an expression has still to try, in bytes of the given text; both ends belong to it.
struct PendingWindow: BitwiseCopyable {
    var expression: Int32
    var from: Int
    var to: Int

    /// By expression, then by start; texts are shorter than 2^40 bytes.
    @inline(__always)
    var order: Int { Int(expression) &<< 40 | from }
}

/// What a scan remembers of one expression.
struct ExpressionState: BitwiseCopyable {
    /// The scan that it is of; in another one all begins anew.
    var scan: Int
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
    /// For walks without a bound: the class and the anchor of the last, and where its run begins.
    var walk: (set: Int32, anchor: Int, start: Int) = (-1, -1, 0)
}

/// Where the stretch ends that was looked at last.
struct StretchEnd: BitwiseCopyable {
    /// The scan that it is of.
    var scan: Int
    var place: Int
}
