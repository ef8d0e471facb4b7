import Foundation
import SluiceModel

@testable import SluiceFormats

/// The layers of a text as lines that a person can check: kind, lines from and to, and what the header said.
enum LayerDump {
    static func text(of found: LayerFinder.Found, in bytes: [UInt8]) -> String {
        var lines = found.layers.map { line($0, in: bytes) }
        if lines.isEmpty { lines.append("own") }
        return lines.map { "  " + $0 + "\n" }.joined()
    }

    private static func line(_ layer: Layer, in bytes: [UInt8]) -> String {
        let first = 1 + bytes[..<layer.span.start].count { $0 == 0x0A }
        let last = 1 + bytes[..<max(layer.span.start, layer.span.end - 1)].count { $0 == 0x0A }
        var words = ["\(layer.kind)", "\(first)-\(last)"]
        if let from = layer.from { words.append("from " + name(from)) }
        if !layer.to.isEmpty { words.append("to " + layer.to.map(name).joined(separator: ", ")) }
        if let date = layer.date { words.append(Date(timeIntervalSince1970: date).ISO8601Format()) }
        if let subject = layer.subject { words.append("“\(subject)”") }
        return words.joined(separator: " | ")
    }

    private static func name(_ person: Person) -> String {
        [person.name, person.address.map { "<\($0)>" }].compactMap { $0 }.joined(separator: " ")
    }
}
