import CPCRE2
import Synchronization

/// One pattern, compiled; any number of scanners may search with it at once.
///
/// Machine code is made when a search needs it first, and so is all else of PCRE2's where the pattern carries its
/// analysis. `@unchecked` because the pointers below are written
/// once under the lock, before ``isReady`` is set, and PCRE2 promises that matching only reads compiled code.
@safe
final class CompiledPattern: @unchecked Sendable {
    let pattern: Pattern
    let plan: PatternPlan
    let captureCount: Int
    /// Where the class run stands in the source that the tail goes without; see ``Walk``.
    let cut: [Range<Int>]
    /// How the pattern is matched without PCRE2, if it can be.
    let address: AddressForm?
    private var full: PatternCode?
    private var tail: PatternCode?
    private let isReady = Atomic<Bool>(false)
    private let knowsBeginnings = Atomic<Bool>(false)
    private var knownBeginnings: Beginnings?
    private let lock = Mutex(())
    /// Nil until ``prepare()``, and afterwards only where PCRE2 refuses a pattern that it took before.
    private(set) var pointer: OpaquePointer?
    private(set) var tailPointer: OpaquePointer?
    private(set) var hasMachineCode = false

    /// - Throws: ``PatternFault`` where PCRE2 refuses the pattern, where it is too large, or where it can match
    ///   the empty text.
    init(_ pattern: Pattern) throws(PatternFault) {
        self.pattern = pattern
        address = AddressForm(pattern)
        if let known = pattern.analysis?.result(for: pattern) {
            (plan, captureCount) = known
            cut = CompiledPattern.cut(of: plan)
            return
        }
        let code = try PatternGate.compile(pattern)
        guard code.information(UInt32(PCRE2_INFO_MATCHEMPTY)) == 0 else {
            throw PatternFault(offset: 0, message: "the pattern can match the empty text")
        }
        plan = PatternPlan(pattern, maximumLookbehind: code.information(UInt32(PCRE2_INFO_MAXLOOKBEHIND)))
        captureCount = code.information(UInt32(PCRE2_INFO_CAPTURECOUNT))
        cut = CompiledPattern.cut(of: plan)
        unsafe pointer = code.pointer
        full = consume code
    }

    /// A pattern of which all is known.
    init(_ pattern: Pattern, _ plan: PatternPlan, captureCount: Int, cut: [Range<Int>]) {
        self.pattern = pattern
        address = AddressForm(pattern)
        self.plan = plan
        self.captureCount = captureCount
        self.cut = cut
    }

    private static func cut(of plan: PatternPlan) -> [Range<Int>] {
        plan.hooks?.lazy.compactMap(\.walk?.cut).first { !$0.isEmpty } ?? []
    }

    /// Makes the machine code, if nobody has yet.
    @inline(__always)
    func prepare() {
        if !isReady.load(ordering: .acquiring) { compile() }
    }

    /// What its matches begin with, if that says anything; worth its making only for what is searched often.
    @inline(__always)
    var beginnings: Beginnings? {
        if !knowsBeginnings.load(ordering: .acquiring) { findBeginnings() }
        return knownBeginnings
    }

    @inline(never)
    private func findBeginnings() {
        lock.withLock { _ in
            guard !knowsBeginnings.load(ordering: .relaxed) else { return }
            knownBeginnings = Beginnings(pattern)
            knowsBeginnings.store(true, ordering: .releasing)
        }
    }

    @inline(never)
    private func compile() {
        lock.withLock { _ in
            guard !isReady.load(ordering: .relaxed) else { return }
            defer { isReady.store(true, ordering: .releasing) }
            if unsafe pointer == nil, let code = try? PatternGate.compile(pattern) {
                unsafe pointer = code.pointer
                full = consume code
            }
            guard unsafe pointer != nil else { return }
            var mode = UInt32(PCRE2_JIT_COMPLETE)
            if plan.reach == nil { mode |= UInt32(PCRE2_JIT_PARTIAL_HARD) }
            hasMachineCode = unsafe pcre2_jit_compile_8(pointer, mode) == 0
            compileTail(mode)
        }
    }

    /// The pattern without the class run it may begin with, which must match where it is tried.
    private func compileTail(_ mode: UInt32) {
        guard !cut.isEmpty else { return }
        let options = pattern.compileOptions | UInt32(PCRE2_ANCHORED)
        guard let code = try? PatternCode(pattern.source(without: cut), options: options),
            unsafe pcre2_jit_compile_8(code.pointer, mode) == 0
        else { return }
        unsafe tailPointer = code.pointer
        tail = consume code
    }
}
