public import Foundation
public import Testing

/// The top folder of the package, found from this file's place.
public let packageFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Holds `actual` against a file under the package's folder; `UPDATE_GOLDEN=1` rewrites the file instead.
public func expectGolden(
    _ actual: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = packageFolder.appendingPathComponent(path)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(actual.utf8).write(to: file)
        return
    }
    let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(
        actual == expected, "differs from \(path); UPDATE_GOLDEN=1 rewrites it",
        sourceLocation: sourceLocation)
}

/// A deterministic source of random numbers (SplitMix64), so that a failing case can be made again.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
