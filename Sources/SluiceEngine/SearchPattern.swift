import CPCRE2

/// One pattern that is searched for in small texts, such as the words around a match.
///
/// Any number of threads may use it at once. `@unchecked` because PCRE2 promises that matching only reads
/// compiled code; what a match writes is made for each search.
@safe
public final class SearchPattern: @unchecked Sendable {
    private let code: PatternCode
    private let context: OpaquePointer?
    /// One start position is given up after so many steps of backtracking.
    private static let matchLimit: UInt32 = 100_000

    /// - Throws: ``CompileFault`` (of expression 0) where PCRE2 refuses the pattern, or where it is too large.
    public init(_ pattern: Pattern) throws(CompileFault) {
        do throws(PatternFault) {
            code = try PatternGate.compile(pattern)
        } catch {
            throw CompileFault(expression: 0, offset: error.offset, message: error.message)
        }
        unsafe context = pcre2_match_context_create_8(nil)
        unsafe pcre2_set_match_limit_8(context, SearchPattern.matchLimit)
        _ = unsafe pcre2_jit_compile_8(code.pointer, UInt32(PCRE2_JIT_COMPLETE))
    }

    deinit { unsafe pcre2_match_context_free_8(context) }

    /// The first match that begins in `range` of `text`; nil where there is none.
    ///
    /// - Precondition: `range` lies in `text`.
    /// - Throws: ``SearchGaveUp`` where PCRE2 stops at a limit.
    public func firstMatch(in text: Span<UInt8>, range: Range<Int>) throws(SearchGaveUp) -> Range<Int>? {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        let data = unsafe pcre2_match_data_create_8(1, nil)
        defer { unsafe pcre2_match_data_free_8(data) }
        let status = unsafe text.withUnsafeBufferPointer {
            unsafe pcre2_match_8(
                code.pointer, $0.baseAddress, range.upperBound, range.lowerBound, 0, data, context)
        }
        if status == PCRE2_ERROR_NOMATCH { return nil }
        guard status >= 0, let ends = unsafe pcre2_get_ovector_pointer_8(data) else {
            throw SearchGaveUp(status: status)
        }
        return unsafe Int(ends[0])..<Int(ends[1])
    }
}

/// PCRE2 stopped at a limit before it could say whether there is a match.
public struct SearchGaveUp: Error, Hashable, Sendable {
    public var status: Int32
}
