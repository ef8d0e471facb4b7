import CPCRE2

/// Expressions compiled for scanning: immutable, shared by any number of scanners.
public final class Database: Sendable {
    let expressions: [Expression]

    /// How many bytes before a block's body a scan may look at.
    public var contextBefore: Int { 4096 }
    /// How many bytes behind a block's body a scan may look at.
    public var contextBehind: Int { (1 << 20) + 4096 }
    public var count: Int { expressions.count }

    /// Compiles `expressions`, in whose order matches name them.
    ///
    /// - Throws: ``CompileFault`` for the first pattern that PCRE2 refuses or that can match the empty text.
    public init(_ expressions: [Expression]) throws(CompileFault) {
        self.expressions = expressions
        for (index, expression) in expressions.enumerated() {
            guard case .pattern(let pattern) = expression else { continue }
            do throws(PatternFault) {
                let code = try PatternCode(Array(pattern.source.utf8), options: pattern.compileOptions)
                guard code.information(UInt32(PCRE2_INFO_MATCHEMPTY)) == 0 else {
                    throw PatternFault(offset: 0, message: "the pattern can match the empty text")
                }
            } catch {
                throw CompileFault(expression: index, offset: error.offset, message: error.message)
            }
        }
    }
}
