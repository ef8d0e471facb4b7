import CPCRE2

/// Counts what PCRE2's interpreter does in a search: the items of the pattern that it comes to.
///
/// Counts are the same on every machine, which times are not.
@safe
final class StepCounter {
    /// More steps than these are not counted.
    static let most = 1_000_000

    private let code: PatternCode
    private let context: OpaquePointer?
    private let data: OpaquePointer?
    private let count: UnsafeMutablePointer<Int>
    private static let heapLimitKiB: UInt32 = 64 * 1024

    /// - Throws: ``PatternFault`` where the pattern is too large with a callout before each of its items.
    init(_ pattern: Pattern) throws(PatternFault) {
        // A missing literal would end the search before its first step.
        let options = UInt32(PCRE2_AUTO_CALLOUT | PCRE2_NO_START_OPTIMIZE)
        code = try PatternCode(Array(pattern.source.utf8), options: pattern.compileOptions | options)
        unsafe context = pcre2_match_context_create_8(nil)
        unsafe data = pcre2_match_data_create_8(1, nil)
        unsafe count = .allocate(capacity: 1)
        unsafe count.initialize(to: 0)
        unsafe pcre2_set_match_limit_8(context, UInt32(8 * StepCounter.most))
        unsafe pcre2_set_heap_limit_8(context, StepCounter.heapLimitKiB)
        unsafe pcre2_set_callout_8(context, StepCounter.step, UnsafeMutableRawPointer(count))
    }

    deinit {
        unsafe pcre2_match_data_free_8(data)
        unsafe pcre2_match_context_free_8(context)
        unsafe count.deallocate()
    }

    private static let step:
        @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) -> Int32 = {
            guard let count = unsafe $1?.assumingMemoryBound(to: Int.self) else { return 0 }
            unsafe count.pointee += 1
            return unsafe count.pointee < StepCounter.most ? 0 : Int32(PCRE2_ERROR_CALLOUT)
        }

    /// The steps of a search for a match that begins in `from...to`; at most ``most``.
    func steps(_ text: [UInt8], from: Int, to: Int) -> Int {
        unsafe count.pointee = 0
        unsafe pcre2_set_offset_limit_8(context, to)
        let status = unsafe text.withUnsafeBufferPointer {
            unsafe pcre2_match_8(code.pointer, $0.baseAddress, $0.count, from, 0, data, context)
        }
        // A limit that was met speaks for itself, whatever has been counted.
        return status >= PCRE2_ERROR_PARTIAL ? unsafe count.pointee : StepCounter.most
    }
}
