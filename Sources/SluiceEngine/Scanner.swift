import CPCRE2

/// Finds every expression of a database in a text; it owns the memory that a scan writes.
///
/// One scanner belongs to one thread.
public struct Scanner: ~Copyable {
    public let database: Database
    /// What was done for each expression since the scanner was made.
    public private(set) var statistics: [ExpressionStatistics]
    /// Whether ``statistics`` hold times; measuring costs some tens of nanoseconds a verification.
    public var measuresTime = false

    public init(_ database: Database) {
        self.database = database
        statistics = Array(repeating: ExpressionStatistics(), count: database.count)
    }

    /// Appends what matches in a whole text, sorted by start, then by expression.
    public mutating func scan(
        _ text: Span<UInt8>, allowance: Allowance = Allowance(), into matches: inout [Match],
        giveUps: inout [GiveUp]
    ) {
        let block = Block(offset: 0, body: 0..<text.count, endsText: true)
        scan(text, block: block, allowance: allowance, into: &matches, giveUps: &giveUps)
    }

    /// Appends the matches that begin in a block's body, sorted by start, then by expression.
    ///
    /// For each expression they are what a search gives that begins at `starts[expression]` (an offset of the
    /// whole text) or, where `starts` is empty, at the body's first byte.
    public mutating func scan(
        _ text: Span<UInt8>, block: Block, starts: [Int] = [], only: Int? = nil, allowance: Allowance,
        into matches: inout [Match], giveUps: inout [GiveUp]
    ) {
        let first = matches.count
        for index in database.expressions.indices where only == nil || only == index {
            guard case .pattern(let pattern) = database.expressions[index],
                let code = try? PatternCode(Array(pattern.source.utf8), options: pattern.compileOptions)
            else { continue }
            let data = unsafe pcre2_match_data_create_from_pattern_8(code.pointer, nil)
            defer { unsafe pcre2_match_data_free_8(data) }
            var offset = starts.isEmpty ? block.body.lowerBound : starts[index] - block.offset
            while offset < block.body.upperBound {
                let status = unsafe text.withUnsafeBufferPointer {
                    unsafe pcre2_match_8(code.pointer, $0.baseAddress, $0.count, offset, 0, data, nil)
                }
                guard status > 0, let ends = unsafe pcre2_get_ovector_pointer_8(data) else {
                    if status < -1 { giveUps.append(GiveUp(expression: index, cause: .other(status))) }
                    break
                }
                let (start, end) = unsafe (Int(ends[0]), Int(ends[1]))
                guard start < block.body.upperBound else { break }
                var value = start..<end
                if case .group(let number) = pattern.capture, number < status, unsafe ends[2 * number] != .max
                {
                    value = unsafe Int(ends[2 * number])..<Int(ends[2 * number + 1])
                } else if pattern.capture == .firstNonEmpty {
                    for group in 1..<max(1, Int(status)) where unsafe ends[2 * group] < ends[2 * group + 1] {
                        value = unsafe Int(ends[2 * group])..<Int(ends[2 * group + 1])
                        break
                    }
                }
                matches.append(
                    Match(
                        expression: index, start: start + block.offset, end: end + block.offset,
                        value: value.lowerBound + block.offset..<value.upperBound + block.offset))
                offset = end
            }
        }
        matches[first...].sort { ($0.start, $0.expression) < ($1.start, $1.expression) }
    }
}
