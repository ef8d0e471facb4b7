import Dispatch
import Synchronization

/// Compiles the patterns of a database on all cores: most of a short run's time goes into it.
enum PatternCompiler {
    /// Fewer patterns than these are compiled before another thread has started.
    private static let fewest = 24
    /// So many patterns are taken at a time.
    private static let batch = 4

    /// The compiled pattern of each expression; nil where it is a list of terms.
    static func compile(_ expressions: [Expression]) throws(CompileFault) -> [CompiledPattern?] {
        let next = Atomic(0)
        let done = Mutex<[(index: Int, result: Result<CompiledPattern?, CompileFault>)]>([])
        let work = { @Sendable in
            var mine: [(index: Int, result: Result<CompiledPattern?, CompileFault>)] = []
            while true {
                let first = next.wrappingAdd(batch, ordering: .relaxed).oldValue
                guard first < expressions.count else { break }
                for index in first..<min(first + batch, expressions.count) {
                    mine.append((index, compile(expressions[index], index)))
                }
            }
            done.withLock { $0 += mine }
        }
        // Patterns that carry their analysis take no time worth a thread.
        let unknown = expressions.count {
            if case .pattern(let pattern) = $0 { pattern.analysis == nil } else { false }
        }
        if unknown < fewest {
            work()
        } else {
            DispatchQueue.concurrentPerform(iterations: 4) { _ in work() }
        }
        var patterns = [CompiledPattern?](repeating: nil, count: expressions.count)
        // The first fault in the order of the expressions, whoever met it first.
        for (index, result) in done.withLock({ $0.sorted { $0.index < $1.index } }) {
            patterns[index] = try result.get()
        }
        return patterns
    }

    private static func compile(
        _ expression: Expression, _ index: Int
    ) -> Result<CompiledPattern?, CompileFault> {
        guard case .pattern(let pattern) = expression else { return .success(nil) }
        do throws(PatternFault) {
            return .success(try CompiledPattern(pattern))
        } catch {
            return .failure(CompileFault(expression: index, offset: error.offset, message: error.message))
        }
    }
}
