import CPCRE2
package import SluiceEngine

/// The plain loop of `pcre2_match` over a whole text that every faster way has to equal.
///
/// It shares nothing with the engine but PCRE2 itself. It matches by PCRE2's interpreter or by its machine code;
/// where the two differ (seen with 10.42) ``ReferencePair`` says which answers count.
@safe
package final class ReferenceScanner {
    /// What the loop found before it ended or gave up.
    package struct Outcome: Equatable {
        package var matches: [Match] = []
        package var gaveUp: GiveUp.Cause?
        /// Whether there was a match that cannot be: an empty one that PCRE2 did not foresee (`a\K`,
        /// `(?:a|(*ACCEPT))b`), or one that ends behind the text.
        package var isBroken = false
    }

    package let pattern: Pattern
    package let canMatchEmpty: Bool
    /// Whether PCRE2 tries it at the beginnings of lines or of the text alone, besides where a search begins.
    package let isAnchored: Bool
    private let code: OpaquePointer
    private let data: OpaquePointer
    private let context: OpaquePointer

    /// - Parameters:
    ///   - pattern: What to look for.
    ///   - jit: Whether to match by machine code.
    ///   - matchLimit: PCRE2's limit for one start position.
    ///   - more: Further options for PCRE2's compiler.
    package init?(_ pattern: Pattern, jit: Bool, matchLimit: UInt32 = 10_000_000, options more: UInt32 = 0) {
        var options = UInt32(PCRE2_USE_OFFSET_LIMIT) | more
        switch pattern.dialect {
        case .unicode:
            options |= UInt32(PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C)
            options |= UInt32(PCRE2_NO_DOTSTAR_ANCHOR)
        case .bytes: options |= UInt32(PCRE2_DOLLAR_ENDONLY)
        }
        if pattern.caseless { options |= UInt32(PCRE2_CASELESS) }
        let source = Array(pattern.source.utf8)
        var error: Int32 = 0
        var place = 0
        guard let code = unsafe pcre2_compile_8(source, source.count, options, &error, &place, nil),
            let data = unsafe pcre2_match_data_create_from_pattern_8(code, nil),
            let context = unsafe pcre2_match_context_create_8(nil)
        else { return nil }
        if jit { unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) }
        unsafe pcre2_set_match_limit_8(context, matchLimit)
        let information = { (what: Int32) in
            var value: UInt32 = 0
            _ = unsafe pcre2_pattern_info_8(code, UInt32(what), &value)
            return value
        }
        self.pattern = pattern
        canMatchEmpty = information(PCRE2_INFO_MATCHEMPTY) != 0
        isAnchored =
            information(PCRE2_INFO_FIRSTCODETYPE) == 2
            || information(PCRE2_INFO_ALLOPTIONS) & UInt32(PCRE2_ANCHORED) != 0
        unsafe (self.code, self.data, self.context) = (code, data, context)
    }

    deinit {
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_match_data_free_8(data)
        unsafe pcre2_code_free_8(code)
    }

    /// Every match in `text`, leftmost first, none overlapping, as those of the expression `index`.
    package func scan(_ text: [UInt8], index: Int = 0) -> Outcome {
        var outcome = Outcome()
        var offset = 0
        let ends = unsafe pcre2_get_ovector_pointer_8(data)
        while offset < text.count {
            let status = unsafe pcre2_match_8(code, text, text.count, offset, 0, data, context)
            if status == PCRE2_ERROR_NOMATCH { break }
            guard status > 0, let ends = unsafe ends else {
                outcome.gaveUp = ReferenceScanner.cause(status)
                break
            }
            let (start, end) = unsafe (Int(ends[0]), Int(ends[1]))
            guard start < end, end <= text.count else {
                outcome.isBroken = true
                break
            }
            guard end - start <= pattern.longestMatch else {
                outcome.gaveUp = .tooLong
                offset = end
                continue
            }
            let groups = (0..<Int(status)).map { group -> Range<Int>? in
                unsafe ends[2 * group] < 0 ? nil : Int(ends[2 * group])..<Int(ends[2 * group + 1])
            }
            outcome.matches.append(Match(expression: index, start: start, end: end, value: value(groups)))
            offset = end
        }
        return outcome
    }

    private func value(_ groups: [Range<Int>?]) -> Range<Int>? {
        switch pattern.capture {
        case .whole: groups[0]
        case .group(let number): number < groups.count ? groups[number] ?? groups[0] : groups[0]
        case .firstNonEmpty: groups.dropFirst().compactMap { $0 }.first { !$0.isEmpty } ?? groups[0]
        }
    }

    private static func cause(_ status: Int32) -> GiveUp.Cause {
        switch status {
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT: .matchLimit
        case PCRE2_ERROR_JIT_STACKLIMIT: .stack
        default: .other(status)
        }
    }
}
