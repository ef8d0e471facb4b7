/// The tables of a ``Database`` as bytes, so that a program whose patterns are known when it is built starts sooner.
///
/// The bytes are those of this version of the engine on this kind of machine, and are taken as they are: they are
/// made by the build, and nobody else may make any.
@safe
package struct DatabaseImage: Sendable {
    private enum Storage: Sendable {
        case literal(StaticString)
        case array([UInt8])
    }

    private let storage: Storage

    /// A literal of what ``bytes(of:)`` gave.
    package init(_ text: StaticString) { storage = .literal(text) }

    /// What ``bytes(of:)`` gave.
    package init(_ bytes: [UInt8]) { storage = .array(bytes) }

    private var memory: ImageMemory? {
        switch storage {
        case .literal(let text):
            guard text.hasPointerRepresentation else { return nil }
            return unsafe ImageMemory(
                UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        case .array(let bytes): return unsafe bytes.withUnsafeBufferPointer { unsafe ImageMemory($0) }
        }
    }

    /// All below 128; empty for a database that has lists of terms.
    package static func bytes(of database: Database) -> [UInt8] {
        guard let patterns = database.patterns as? [CompiledPattern] else { return [] }
        var writer = ImageWriter()
        writer.write(mark(of: patterns.map(\.pattern)))
        write(patterns, to: &writer)
        database.filter.write(to: &writer)
        writer.write(endMark)
        return SevenBits.encoded(writer.bytes)
    }

    /// The compiled patterns and the filter; nil where the image is one of other expressions.
    func contents(for expressions: [Expression]) -> (patterns: [CompiledPattern?], filter: FilterProgram)? {
        var patterns: [Pattern] = []
        patterns.reserveCapacity(expressions.count)
        for expression in expressions {
            guard case .pattern(let pattern) = expression else { return nil }
            patterns.append(pattern)
        }
        guard let memory else { return nil }
        var reader = ImageReader(memory)
        guard reader.number() == DatabaseImage.mark(of: patterns),
            let compiled = DatabaseImage.patterns(patterns, from: &reader)
        else { return nil }
        let filter = FilterProgram(&reader)
        guard reader.number() == DatabaseImage.endMark, !reader.isBroken else { return nil }
        return (compiled, filter)
    }

    private static let endMark = 0x736C_7569_6365

    /// Raised with every change of what the tables mean.
    private static let version = 8

    /// A hash of all that the tables depend on: the patterns in their order, and the form of the records.
    private static func mark(of patterns: [Pattern]) -> Int {
        var mark = Mark()
        let sizes = [
            MemoryLayout<HookRecord>.stride, MemoryLayout<ShapeRecord>.stride,
            MemoryLayout<StretchRecord>.stride, MemoryLayout<ClassRecord>.stride,
            MemoryLayout<NumberRecord>.stride,
            MemoryLayout<PairRecord>.stride, MemoryLayout<GramTable.Entry>.stride,
            MemoryLayout<PatternRecord>.stride, Int(UInt16(1).littleEndian), version, patterns.count,
        ]
        for size in sizes { mark.add(UInt64(size)) }
        for pattern in patterns {
            mark.add(pattern.source)
            mark.add(pattern.dialect == .bytes ? 1 : 0)
            mark.add(pattern.caseless ? 1 : 0)
            mark.add(UInt64(pattern.longestMatch))
        }
        return Int(truncatingIfNeeded: mark.value)
    }
}

/// A hash that takes eight bytes at a time.
private struct Mark {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ word: UInt64) {
        let product = (value ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        value = product.low ^ product.high ^ word &>> 7
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            let words = bytes.count / 8
            for index in 0..<words {
                unsafe add(
                    UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
            }
            var rest = UInt64(bytes.count)
            for index in words * 8..<bytes.count { rest = unsafe rest << 8 | UInt64(bytes[index]) }
            add(rest)
        }
    }
}
