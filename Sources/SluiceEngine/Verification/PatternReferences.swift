/// The patterns of a database by expression, for the searches of all threads.
///
/// A search takes its pattern from here without counting a reference to it. Each count would be written by every
/// thread that searches: with two of them the line of the cache that holds it went to and fro for a tenth of the time.
@safe
struct PatternReferences: Sendable {
    private let owners: [CompiledPattern?]
    private let references: FrozenBuffer<Unmanaged<CompiledPattern>?>

    init(_ patterns: [CompiledPattern?]) {
        owners = patterns
        unsafe references = FrozenBuffer(patterns.map { unsafe $0.map { unsafe .passUnretained($0) } })
    }

    /// The pattern of an expression, which holds as long as the database; nil where that is a list of terms.
    @unsafe @inline(__always)
    subscript(expression: Int) -> Unmanaged<CompiledPattern>? { unsafe references[expression] }
}
