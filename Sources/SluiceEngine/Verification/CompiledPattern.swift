import CPCRE2
import Synchronization

/// One pattern, compiled; any number of scanners may search with it at once.
///
/// Machine code is made when a search needs it first. `@unchecked` because the pointers below are written
/// once under the lock, before ``isReady`` is set, and PCRE2 promises that matching only reads compiled code.
@safe
final class CompiledPattern: @unchecked Sendable {
    let pattern: Pattern
    let plan: PatternPlan
    private let full: PatternCode
    private var tail: PatternCode?
    private let isReady = Atomic<Bool>(false)
    private let lock = Mutex(())
    private(set) var tailPointer: OpaquePointer?
    private(set) var hasMachineCode = false

    /// - Throws: ``PatternFault`` where PCRE2 refuses the pattern, where it is too large, or where it can match
    ///   the empty text.
    init(_ pattern: Pattern) throws(PatternFault) {
        let code = try PatternGate.compile(pattern)
        guard code.information(UInt32(PCRE2_INFO_MATCHEMPTY)) == 0 else {
            throw PatternFault(offset: 0, message: "the pattern can match the empty text")
        }
        self.pattern = pattern
        plan = PatternPlan(pattern, maximumLookbehind: code.information(UInt32(PCRE2_INFO_MAXLOOKBEHIND)))
        full = code
    }

    var pointer: OpaquePointer { unsafe full.pointer }
    var captureCount: Int { full.information(UInt32(PCRE2_INFO_CAPTURECOUNT)) }

    /// Makes the machine code, if nobody has yet.
    @inline(__always)
    func prepare() {
        if !isReady.load(ordering: .acquiring) { compile() }
    }

    @inline(never)
    private func compile() {
        lock.withLock { _ in
            guard !isReady.load(ordering: .relaxed) else { return }
            var mode = UInt32(PCRE2_JIT_COMPLETE)
            if plan.reach == nil { mode |= UInt32(PCRE2_JIT_PARTIAL_HARD) }
            hasMachineCode = unsafe pcre2_jit_compile_8(full.pointer, mode) == 0
            compileTail(mode)
            isReady.store(true, ordering: .releasing)
        }
    }

    /// The pattern without the class run it may begin with, which must match where it is tried.
    private func compileTail(_ mode: UInt32) {
        guard let cut = plan.hooks?.lazy.compactMap(\.walk?.cut).first(where: { !$0.isEmpty }) else { return }
        let options = pattern.compileOptions | UInt32(PCRE2_ANCHORED)
        guard let code = try? PatternCode(pattern.source(without: cut), options: options),
            unsafe pcre2_jit_compile_8(code.pointer, mode) == 0
        else { return }
        unsafe tailPointer = code.pointer
        tail = consume code
    }
}
