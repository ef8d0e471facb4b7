import CPCRE2

/// Owns one `pcre2_code *`; no copy can be made, so it is freed exactly once.
@safe
struct PatternCode: ~Copyable {
    let pointer: OpaquePointer

    /// - Throws: ``PatternFault`` where PCRE2 refuses the pattern.
    init(_ source: [UInt8], options: UInt32) throws(PatternFault) {
        var code: Int32 = 0
        var place = 0
        let compiled = unsafe source.withUnsafeBufferPointer {
            unsafe pcre2_compile_8($0.baseAddress, $0.count, options, &code, &place, nil)
        }
        guard let compiled = unsafe compiled else {
            throw PatternFault(offset: place, message: PatternCode.message(code))
        }
        unsafe pointer = compiled
    }

    deinit { unsafe pcre2_code_free_8(pointer) }

    /// A number that PCRE2 keeps about the pattern.
    func information(_ what: UInt32) -> Int {
        switch Int32(what) {
        case PCRE2_INFO_SIZE, PCRE2_INFO_JITSIZE, PCRE2_INFO_FRAMESIZE:
            var value = 0
            _ = unsafe pcre2_pattern_info_8(pointer, what, &value)
            return value
        default:
            var value: UInt32 = 0
            _ = unsafe pcre2_pattern_info_8(pointer, what, &value)
            return Int(value)
        }
    }

    /// PCRE2's own words for an error code; they never quote pattern or text.
    static func message(_ code: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = unsafe buffer.withUnsafeMutableBufferPointer {
            unsafe pcre2_get_error_message_8(code, $0.baseAddress, $0.count)
        }
        return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "error \(code)"
    }
}

/// Why a pattern cannot be used, and the byte of its source where it goes wrong.
struct PatternFault: Error {
    var offset: Int
    var message: String
}

extension Pattern {
    /// The options under which PCRE2 compiles this pattern.
    ///
    /// In the Unicode dialect a pattern that begins with `.*` is tried at every start: PCRE2's shortcut, to try
    /// it at the beginnings of lines only, forgets that `.` stops at bytes that are no UTF-8. In the byte dialect
    /// `(*UTF)` is refused, since its machine code reads text that is no UTF-8 without checking it.
    var compileOptions: UInt32 {
        var options = UInt32(PCRE2_USE_OFFSET_LIMIT)
        switch dialect {
        case .unicode:
            options |= UInt32(PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C)
            options |= UInt32(PCRE2_NO_DOTSTAR_ANCHOR)
        case .bytes:
            options |= UInt32(PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_UTF)
        }
        return caseless ? options | UInt32(PCRE2_CASELESS) : options
    }
}
