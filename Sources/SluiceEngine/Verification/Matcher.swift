import CPCRE2

/// The memory that PCRE2 writes while it matches; it belongs to one scanner.
@safe
final class Matcher {
    private let context: OpaquePointer?
    private let stack: OpaquePointer?
    /// With room for the whole match only; PCRE2 copies fewer offsets then.
    private let plain: OpaquePointer?
    private let grouped: OpaquePointer?
    private let groupedOffsets: UnsafeMutablePointer<Int>?
    private let plainOffsets: UnsafeMutablePointer<Int>?

    /// One start position is given up after so many steps of backtracking.
    static let matchLimit = 1_000_000
    private static let heapLimitKiB: UInt32 = 16 * 1024

    /// - Parameter groups: The most capture groups that any pattern has.
    init(groups: Int) {
        unsafe context = pcre2_match_context_create_8(nil)
        unsafe stack = pcre2_jit_stack_create_8(32 * 1024, 1024 * 1024, nil)
        unsafe plain = pcre2_match_data_create_8(1, nil)
        unsafe grouped = pcre2_match_data_create_8(UInt32(groups + 1), nil)
        unsafe groupedOffsets = pcre2_get_ovector_pointer_8(grouped)
        unsafe plainOffsets = pcre2_get_ovector_pointer_8(plain)
        unsafe pcre2_set_match_limit_8(context, UInt32(Matcher.matchLimit))
        unsafe pcre2_set_depth_limit_8(context, UInt32(Matcher.matchLimit))
        unsafe pcre2_set_heap_limit_8(context, Matcher.heapLimitKiB)
        unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    }

    deinit {
        unsafe pcre2_match_data_free_8(plain)
        unsafe pcre2_match_data_free_8(grouped)
        unsafe pcre2_jit_stack_free_8(stack)
        unsafe pcre2_match_context_free_8(context)
    }

    /// Sets how many steps each start position may take from now on.
    func limit(steps: Int) { unsafe pcre2_set_match_limit_8(context, UInt32(steps)) }

    /// What one search gave.
    enum Outcome {
        case match(start: Int, end: Int, value: Range<Int>)
        case none
        /// The text's end, which was cut, was reached: a match may go on behind it.
        case partial(start: Int)
        case gaveUp(GiveUp.Cause)
    }

    /// The first match that begins in `from...to`.
    ///
    /// The text ends at `count` for this search; `isCut` says whether it goes on there.
    @inline(__always)
    func search(
        _ pattern: CompiledPattern, _ text: UnsafePointer<UInt8>, count: Int, isCut: Bool, from: Int, to: Int
    ) -> Outcome {
        let data = unsafe pattern.pattern.capture == .whole ? plain : grouped
        let options = isCut ? UInt32(PCRE2_PARTIAL_HARD) : 0
        unsafe pcre2_set_offset_limit_8(context, to)
        guard pattern.hasMachineCode else {
            let status = unsafe pcre2_match_8(pattern.pointer, text, count, from, options, data, context)
            return outcome(status, pattern)
        }
        let status = unsafe pcre2_jit_match_8(pattern.pointer, text, count, from, options, data, context)
        let outcome = outcome(status, pattern)
        guard pattern.pattern.dialect == .unicode, case .match(let start, let end, _) = outcome else {
            return outcome
        }
        // On bytes that are no UTF-8 the machine code of PCRE2 10.42 errs: it takes them for characters in
        // caseless negated classes, and passes the offset limit. The interpreter does not.
        if start <= to, end <= count, unsafe Matcher.isUTF8(text, start, end) { return outcome }
        let plainOptions = options | UInt32(PCRE2_NO_JIT)
        let second = unsafe pcre2_match_8(pattern.pointer, text, count, from, plainOptions, data, context)
        return self.outcome(second, pattern)
    }

    @inline(__always)
    private func outcome(_ status: Int32, _ pattern: CompiledPattern) -> Outcome {
        let capture = pattern.pattern.capture
        guard let ends = unsafe capture == .whole ? plainOffsets : groupedOffsets else { return .none }
        if status >= 0 {
            let (start, end) = unsafe (ends[0], ends[1])
            let value = unsafe Matcher.value(capture, ends, pairs: Int(status)) ?? start..<max(start, end)
            return .match(start: start, end: end, value: value)
        }
        return status == PCRE2_ERROR_PARTIAL ? .partial(start: unsafe ends[0]) : Matcher.failure(status)
    }

    /// Whether the bytes are UTF-8, ASCII being the quick case.
    private static func isUTF8(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end > start else { return true }
        let bytes = unsafe UnsafeBufferPointer(start: text + start, count: end - start)
        return unsafe bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
    }

    /// Whether the rest of the pattern may match at `place`; true too where that cannot be said.
    @inline(__always)
    func tailMayMatch(
        _ pattern: CompiledPattern, _ text: UnsafePointer<UInt8>, count: Int, isCut: Bool, at place: Int
    ) -> Bool {
        guard let tail = unsafe pattern.tailPointer else { return true }
        unsafe pcre2_set_offset_limit_8(context, place)
        let options = isCut ? UInt32(PCRE2_PARTIAL_HARD) : 0
        let status = unsafe pcre2_jit_match_8(tail, text, count, place, options, plain, context)
        return status != PCRE2_ERROR_NOMATCH
    }

    private static func value(
        _ capture: Pattern.Capture, _ ends: UnsafeMutablePointer<Int>, pairs: Int
    ) -> Range<Int>? {
        switch capture {
        case .whole: return nil
        case .group(let number):
            guard number < pairs else { return nil }
            let (start, end) = unsafe (ends[2 * number], ends[2 * number + 1])
            return start >= 0 && start <= end ? start..<end : nil
        case .firstNonEmpty:
            for number in 1..<max(1, pairs) {
                let (start, end) = unsafe (ends[2 * number], ends[2 * number + 1])
                if start >= 0 && start < end { return start..<end }
            }
            return nil
        }
    }

    private static func failure(_ status: Int32) -> Outcome {
        switch status {
        case PCRE2_ERROR_NOMATCH: .none
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT: .gaveUp(.matchLimit)
        case PCRE2_ERROR_JIT_STACKLIMIT: .gaveUp(.stack)
        default: .gaveUp(.other(status))
        }
    }
}
