import CPCRE2

/// What the engine found out about a pattern when it was compiled, as bytes that can be kept.
///
/// A ``Pattern`` that carries its analysis is neither analysed nor compiled again until a search needs it, so a
/// program whose patterns are known when it is built starts sooner. The bytes are those of this version of the
/// engine: they are made by the build, not kept from one version to the next.
public struct PatternAnalysis: Hashable, Sendable {
    /// All below 128.
    public let bytes: [UInt8]

    /// Raised with every change of the form.
    private static let version = 2

    /// Compiles and analyses a pattern.
    ///
    /// - Throws: ``CompileFault`` (of expression 0) as ``Database/init(_:)`` does.
    public init(_ pattern: Pattern) throws(CompileFault) {
        do throws(PatternFault) {
            let compiled = try CompiledPattern(pattern)
            var writer = PlanWriter()
            writer.write(PatternAnalysis.version)
            writer.write(PatternAnalysis.mark(of: pattern))
            writer.write(compiled.captureCount)
            writer.write(compiled.plan)
            bytes = writer.bytes
        } catch {
            throw CompileFault(expression: 0, offset: error.offset, message: error.message)
        }
    }

    /// Bytes of another analysis.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// What was found; nil where the bytes are those of another pattern or no analysis.
    func result(for pattern: Pattern) -> (plan: PatternPlan, captureCount: Int)? {
        var reader = PlanReader(bytes)
        guard reader.number() == PatternAnalysis.version, reader.number() == PatternAnalysis.mark(of: pattern)
        else { return nil }
        let captureCount = reader.number(in: 0...1 << 16)
        let plan = reader.plan()
        return reader.isBroken || !reader.isAtEnd || !plan.isSound ? nil : (plan, captureCount)
    }

    /// A hash of all that the analysis depends on (FNV-1a).
    private static func mark(of pattern: Pattern) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in pattern.source.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for value in [pattern.dialect == .bytes ? 1 : 0, pattern.caseless ? 1 : 0, pattern.longestMatch] {
            hash = (hash ^ UInt64(truncatingIfNeeded: value)) &* 0x100_0000_01B3
        }
        return Int(truncatingIfNeeded: hash)
    }
}

extension PatternPlan {
    /// Whether the filter can work with the hooks: what damaged bytes give need not be.
    fileprivate var isSound: Bool { (hooks ?? []).allSatisfy(\.isSound) }
}

extension Hook {
    fileprivate var isSound: Bool {
        guard sequence.count <= 64, most != nil || walk != nil || isStretch, most ?? 0 <= 1 << 20 else {
            return false
        }
        return switch sight {
        case .grams(let windows):
            windows.allSatisfy { $0.sets.count == 4 && $0.count <= 1 << 16 }
        case .classes(let places):
            (1...ClassPlace.most).contains(places.count)
                && zip(places, places.dropFirst()).allSatisfy { $0.distance < $1.distance }
                && places[places.count - 1].distance - places[0].distance <= ClassPlace.farthest
        case .number(let number): number.digits >= NumberSight.fewest && number.prefix.count <= 8
        case .stretch, .pair: true
        }
    }
}
