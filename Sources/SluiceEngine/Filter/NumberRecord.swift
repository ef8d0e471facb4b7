/// A hook that is seen as a number.
struct NumberRecord: BitwiseCopyable {
    var expression: Int32
    /// Bytes between the match's start and the number's first digit.
    var least: Int32
    var most: Int32
    /// The class of the number's bytes.
    var set: Int32
    var digits: Int32
    /// Whether the number begins where the run of such bytes does.
    var isWhole: Flag
    /// The class of what stands behind the number and up to three bytes more; -1 where anything may.
    var behind: Int32
    /// Fills the place before the next member; see ``Flag``.
    let unused: Int32 = 0
    /// The eight bytes before the number must be `value` under `mask`.
    var mask: UInt64
    var value: UInt64

    init(_ sight: NumberSight, _ hook: Hook, expression: Int32, set: Int32, behind: Int32) {
        self.behind = behind
        self.expression = expression
        self.set = set
        least = Int32(hook.least)
        most = Int32(hook.most ?? 0)
        digits = Int32(sight.digits)
        isWhole = Flag(sight.isWhole)
        let free = Array(repeating: ByteSet.all, count: 8 - sight.prefix.count)
        (mask, value) = FilterBuilder.bits(of: free + sight.prefix, from: 0)
    }
}
