import Dispatch
public import SluiceDetection
public import SluiceEngine
public import SluiceModel
import SluiceRules
import Synchronization

/// The engine alone over a text in memory, as one message: how fast it is, and which rule costs what.
public struct EngineBench: Sendable {
    /// What one rule did, over all its expressions.
    public struct RuleWork: Hashable, Sendable {
        public var candidates = 0
        public var verifications = 0
        /// Raw, before any check.
        public var matches = 0
        public var nanoseconds = 0
    }

    public struct Result: Sendable {
        /// Of each run.
        public var seconds: [Double]
        /// In the order of the rule set.
        public var rules: [RuleWork]
        /// The names of rules that gave up, and why.
        public var gaveUp: [String]
    }

    private let detector: Detector
    private let text: TextStorage
    private let blocks: [Range<Int>]
    private let threads: Int
    private let kernel: Kernel

    public init(_ detector: Detector, text: TextStorage, threads: Int, kernel: Kernel = .best) {
        self.detector = detector
        self.text = text
        self.threads = max(1, threads)
        self.kernel = kernel
        let pieces = threads > 1 ? threads * 16 : 1
        let size = max(1 << 16, (text.count + pieces - 1) / pieces)
        blocks = stride(from: 0, to: max(1, text.count), by: size).map { $0..<min(text.count, $0 + size) }
    }

    /// Scans `repeats` times by the clock that is given, and once more to measure each rule.
    public func run(repeats: Int, clock: () -> Double) -> Result {
        var seconds: [Double] = []
        var pass = Pass()
        for _ in 0..<max(1, repeats) {
            let started = clock()
            pass = scan()
            seconds.append(clock() - started)
        }
        return Result(
            seconds: seconds, rules: work(pass.matches), gaveUp: GiveUps.names(pass.giveUps, detector))
    }

    private struct Pass: Sendable {
        var matches: [Match] = []
        var giveUps: [GiveUp] = []
    }

    private func scan() -> Pass {
        let allowance = Allowance()
        var passes = [Pass](repeating: Pass(), count: blocks.count)
        if blocks.count == 1 {
            var scanner = Scanner(detector.database, kernel: kernel)
            passes[0] = scan(blocks[0], with: &scanner, allowance)
        } else {
            let next = Atomic(0)
            let done = Mutex(passes)
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                var scanner = Scanner(detector.database, kernel: kernel)
                while true {
                    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard index < blocks.count else { break }
                    let pass = scan(blocks[index], with: &scanner, allowance)
                    done.withLock { $0[index] = pass }
                }
            }
            passes = done.withLock { $0 }
            mend(&passes, allowance)
        }
        guard passes.count > 1 else { return passes[0] }
        return Pass(matches: passes.flatMap(\.matches), giveUps: passes.flatMap(\.giveUps))
    }

    private func scan(
        _ body: Range<Int>, with scanner: inout Scanner, starts: [Int] = [], only: Int? = nil,
        _ allowance: Allowance
    ) -> Pass {
        var pass = Pass()
        let block = Block(offset: 0, body: body, endsText: true)
        text.withSpan {
            scanner.scan(
                $0, block: block, starts: starts, only: only, allowance: allowance, into: &pass.matches,
                giveUps: &pass.giveUps)
        }
        return pass
    }

    /// Makes the matches those of one text: where one crosses a border, the block behind is searched anew.
    private func mend(_ passes: inout [Pass], _ allowance: Allowance) {
        var scanner = Scanner(detector.database, kernel: kernel)
        var ends = [Int](repeating: 0, count: detector.database.count)
        for index in blocks.indices {
            let body = blocks[index]
            let crossing = Set(passes[index].matches.map(\.expression)).filter { ends[$0] > body.lowerBound }
            for expression in crossing.sorted() {
                passes[index].matches.removeAll { $0.expression == expression }
                guard ends[expression] < body.upperBound else { continue }
                let again = scan(body, with: &scanner, starts: ends, only: expression, allowance)
                passes[index].matches += again.matches
            }
            for match in passes[index].matches {
                ends[match.expression] = max(ends[match.expression], match.end)
            }
        }
    }

    /// Counts by rule; one more pass measures candidates and times.
    private func work(_ matches: [Match]) -> [RuleWork] {
        var rules = [RuleWork](repeating: RuleWork(), count: detector.rules.rules.count)
        for match in matches { rules[detector.rule(ofExpression: match.expression)].matches += 1 }
        var scanner = Scanner(detector.database, kernel: kernel)
        scanner.measuresTime = true
        _ = scan(0..<text.count, with: &scanner, Allowance())
        for (expression, statistics) in scanner.statistics.enumerated() {
            let rule = detector.rule(ofExpression: expression)
            rules[rule].candidates += statistics.candidates
            rules[rule].verifications += statistics.verifications
            rules[rule].nanoseconds += statistics.nanoseconds
        }
        return rules
    }
}

private enum GiveUps {
    static func names(_ giveUps: [GiveUp], _ detector: Detector) -> [String] {
        var names: Set<String> = []
        for giveUp in giveUps {
            let rule = detector.rules.rules[detector.rule(ofExpression: giveUp.expression)]
            names.insert("\(rule.id): \(giveUp.cause)")
        }
        return names.sorted()
    }
}
