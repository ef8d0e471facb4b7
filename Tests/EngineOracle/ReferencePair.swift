import CPCRE2
package import SluiceEngine

/// A pattern under PCRE2's interpreter and under its machine code, and the answers that count as right.
///
/// In PCRE2 10.42 the two differ on texts that are no UTF-8:
/// - `\z` and `\Z` match before an invalid byte in the interpreter, at the text's end alone in machine code;
/// - a pattern that PCRE2 takes for anchored because `(?s).*` leads it is tried once by machine code, once behind
///   every invalid byte by the interpreter; likewise `(*COMMIT)` ends the search of one such stretch only;
/// - caseless `[^k]`, `[^s]`, `[^å]`, `[^µ]` (letters with more than one other case) match invalid bytes in machine
///   code, and may end behind the text: a fault.
///
/// There either answer is right, except one that cannot be. So is that of `PCRE2_NO_DOTSTAR_ANCHOR`: a pattern
/// that `.*` leads is tried at the beginnings of lines alone, and both miss `.*key` behind an invalid byte, while a
/// search that begins there (a block, a window) finds it. On other texts they differ where PCRE2 is at
/// fault, and no answer counts: machine code misses matches of `(?>a+?)x` (an atomic group that ends in a lazy
/// repeat), takes another alternative after `(*PRUNE)` (`a*(*PRUNE)b|c`), and keeps the capture of an earlier
/// start in `(a)*+b`.
package struct ReferencePair {
    package var interpreter: ReferenceScanner
    package var machine: ReferenceScanner
    /// Tried at every place, whatever leads the pattern; nil where that changes nothing.
    package var everywhere: ReferenceScanner?

    package init?(_ pattern: Pattern, matchLimit: UInt32 = 20_000) {
        guard let interpreter = ReferenceScanner(pattern, jit: false, matchLimit: matchLimit),
            let machine = ReferenceScanner(pattern, jit: true, matchLimit: matchLimit)
        else { return nil }
        (self.interpreter, self.machine) = (interpreter, machine)
        guard pattern.dialect == .unicode, machine.isAnchored else { return }
        everywhere = ReferenceScanner(
            pattern, jit: true, matchLimit: matchLimit, options: UInt32(PCRE2_NO_DOTSTAR_ANCHOR))
    }

    package var canMatchEmpty: Bool { machine.canMatchEmpty }

    /// The answers of which the engine has to give one; empty where PCRE2 cannot say.
    package func answers(_ text: [UInt8], index: Int) -> [ReferenceScanner.Outcome] {
        let slow = interpreter.scan(text, index: index)
        guard slow.gaveUp == nil || slow.gaveUp == .tooLong else { return [] }
        var all = [slow, machine.scan(text, index: index)]
        let isValid = machine.pattern.dialect == .bytes || String(validating: text, as: UTF8.self) != nil
        if let everywhere, !isValid { all.append(everywhere.scan(text, index: index)) }
        let distinct = all.reduce(into: [ReferenceScanner.Outcome]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        guard distinct.count == 1 || (!isValid && isAnswer(slow)) else { return [] }
        return distinct.filter(isAnswer)
    }

    private func isAnswer(_ outcome: ReferenceScanner.Outcome) -> Bool {
        !outcome.isBroken && (outcome.gaveUp == nil || outcome.gaveUp == .tooLong)
    }
}
