import CPCRE2

/// Refuses patterns that take too much memory, before they have searched anything.
///
/// A match frame needs no bound of its own: its size follows from the number of capture groups.
enum PatternGate {
    private static let mostSourceBytes = 64 << 10
    private static let mostCodeBytes = 1 << 20
    private static let mostGroups = 200

    /// - Throws: ``PatternFault`` where PCRE2 refuses the pattern, or where it is too large.
    static func compile(_ pattern: Pattern) throws(PatternFault) -> PatternCode {
        guard pattern.source.utf8.count <= mostSourceBytes else {
            throw PatternFault(offset: mostSourceBytes, message: "the pattern is longer than 64 KiB")
        }
        let code = try PatternCode(Array(pattern.source.utf8), options: pattern.compileOptions)
        guard code.information(UInt32(PCRE2_INFO_CAPTURECOUNT)) <= mostGroups else {
            throw PatternFault(
                offset: 0, message: "the pattern has more than 200 capture groups; (?:…) captures nothing")
        }
        guard code.information(UInt32(PCRE2_INFO_SIZE)) <= mostCodeBytes else {
            throw PatternFault(
                offset: 0,
                message: "the compiled pattern is larger than 1 MiB; repeat counts multiply what they repeat")
        }
        return code
    }
}
