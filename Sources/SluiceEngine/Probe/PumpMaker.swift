/// Makes hard texts out of a pattern's own repetitions.
struct PumpMaker {
    private static let mostPumps = 64
    private static let longestPrefix = 1024
    private static let longestUnit = 256
    /// A repetition that leaves fewer choices than this is no danger.
    private static let leastFreedom = 8

    /// Whether a look-behind's text is written before the match; a negative one asks that it is not.
    private enum Lookbehinds { case leftOut, written }

    private let sampler: Sampler
    private let lookbehinds: Lookbehinds
    private var pumps: [Pump] = []
    private var known: Set<Pump> = []

    static func pumps(for tree: SyntaxTree) -> [Pump] {
        let sampler = Sampler(tree.root)
        var pumps = pumps(for: tree.root, sampler, .leftOut)
        if tree.lookbehinds > 0 { pumps += Self.pumps(for: tree.root, sampler, .written) }
        return pumps
    }

    private static func pumps(
        for root: SyntaxNode, _ sampler: Sampler, _ lookbehinds: Lookbehinds
    ) -> [Pump] {
        var maker = PumpMaker(sampler: sampler, lookbehinds: lookbehinds)
        maker.visit(root, after: [])
        return maker.pumps
    }

    private init(sampler: Sampler, lookbehinds: Lookbehinds) {
        self.sampler = sampler
        self.lookbehinds = lookbehinds
    }

    private mutating func visit(_ node: SyntaxNode, after prefix: [UInt8]) {
        guard prefix.count <= PumpMaker.longestPrefix, pumps.count < PumpMaker.mostPumps else { return }
        switch node {
        case .empty, .assertion, .character, .wordBoundary, .textStart, .lookbehind, .unknown: break
        case .lookahead(let node, _): visit(node, after: prefix)
        case .alternation(let nodes): for node in nodes { visit(node, after: prefix) }
        case .sequence(let nodes): visit(nodes, after: prefix)
        case .repetition(let repetition):
            if PumpMaker.isFree(repetition) { add(repetition, after: prefix) }
            visit(repetition.node, after: prefix)
        }
    }

    private mutating func visit(_ nodes: [SyntaxNode], after start: [UInt8]) {
        var prefix = start
        // What stands between two free repetitions is a unit too: in `.*ab.*c` it is `ab`.
        var between: [UInt8]?
        for node in nodes {
            visit(node, after: prefix)
            let sample = sampler.sample(of: node, .common, .lean)
            if case .repetition(let repetition) = node, PumpMaker.isFree(repetition) {
                if let unit = between { add(unit, repetition, after: prefix) }
                between = []
            } else {
                between? += sample
            }
            prefix += sample
            if case .lookbehind(let text, _) = node, lookbehinds == .written {
                prefix += sampler.sample(of: text, .common, .lean)
            }
        }
    }

    private static func isFree(_ repetition: Repetition) -> Bool {
        (repetition.most ?? Int.max) - repetition.least >= leastFreedom
    }

    private mutating func add(_ repetition: Repetition, after prefix: [UInt8]) {
        for taste in Sampler.Taste.allCases {
            for fill in Sampler.Fill.allCases {
                add(sampler.sample(of: repetition.node, taste, fill), repetition, after: prefix)
            }
        }
        switch repetition.node {
        case .alternation(let branches):
            for branch in branches.prefix(6) {
                add(sampler.sample(of: branch, .common, .full), repetition, after: prefix)
            }
        case .character(let set):
            for byte in sampler.shared(by: set).prefix(3) { add([byte], repetition, after: prefix) }
        default: break
        }
    }

    private mutating func add(_ unit: [UInt8], _ repetition: Repetition, after prefix: [UInt8]) {
        guard !unit.isEmpty, unit.count <= PumpMaker.longestUnit, pumps.count < PumpMaker.mostPumps else {
            return
        }
        let pump = Pump(
            prefix: prefix, unit: unit, end: Sampler.end(unlike: repetition.node),
            repeatsGroup: !repetition.node.isClass)
        if known.insert(pump).inserted { pumps.append(pump) }
    }
}

extension SyntaxNode {
    /// Whether the node is one character of a class, however it is written.
    fileprivate var isClass: Bool {
        switch self {
        case .character: true
        case .alternation(let nodes): nodes.allSatisfy(\.isClass)
        default: false
        }
    }
}
