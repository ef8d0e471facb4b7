import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Layers of mail bodies")
struct LayerFixtureTests {
    /// A body of our own for each mail program, language and way to quote.
    static let fixtures: [(name: String, bytes: [UInt8])] = {
        let folder = packageFolder.appendingPathComponent("Fixtures/layers")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") && $0 != "expected.txt" }.sorted().compactMap { name in
            let data = try? Data(contentsOf: folder.appendingPathComponent(name))
            return data.map { (name, Array($0)) }
        }
    }()

    @Test("are those that the golden lists")
    func golden() throws {
        var text = ""
        for (name, bytes) in Self.fixtures {
            text += "\(name)\n" + LayerDump.text(of: LayerFinder.find(in: bytes.span), in: bytes)
        }
        #expect(Self.fixtures.count >= 40)
        try expectGolden(text, "Fixtures/layers/expected.txt")
    }
}
