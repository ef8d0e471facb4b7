import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Pages of forums")
struct ForumPageTests {
    private static let pages: [(path: String, bytes: [UInt8])] = {
        let folder = packageFolder.appendingPathComponent("Fixtures/forum")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".html") }.sorted().compactMap { name in
            (try? Data(contentsOf: folder.appendingPathComponent(name))).map { (name, Array($0)) }
        }
    }()

    private func readings(_ path: String, _ bytes: [UInt8], _ form: InputForm) -> [Reading] {
        ChatFixtures.readings(ChatFixtures.content(path, bytes), ChatFixtures.options(form: form))
    }

    @Test("are read as the golden says")
    func golden() throws {
        var text = ""
        for (path, bytes) in Self.pages {
            let head = ContentHead(hints: ContentHints(path: path), isWhole: true)
            let isKnown = ForumPage.recognises(bytes.span, head)
            #expect(isKnown, "\(path)")
            text += "\(path)\n" + MessageDump.text(of: readings(path, bytes, .auto))
        }
        try expectGolden(text, "Fixtures/forum/expected.txt")
    }

    @Test("are read wherever they are cut off")
    func truncated() {
        for (path, bytes) in Self.pages {
            for count in stride(from: 0, through: bytes.count, by: 31) {
                for case .message(let message) in readings(path, Array(bytes[..<count]), .forum) {
                    for part in message.parts {
                        #expect(part.layers.allSatisfy { $0.span.end <= part.text.storage.count })
                        #expect(part.raw.map { $0.span.end <= count } ?? true)
                    }
                }
            }
        }
    }

    @Test("lose nothing that they show")
    func complete() throws {
        for (path, bytes) in Self.pages {
            let dump = MessageDump.text(of: readings(path, bytes, .auto))
            for words in ["Monday", "Montag", "Budget", "Powered by phpBB", "Max aus Berlin", "Beiträge: 12"]
            {
                let isThere = String(decoding: bytes, as: UTF8.self).contains(words)
                #expect(dump.contains(words) == isThere, "\(path)")
            }
        }
    }

    @Test("hold quotes in square brackets, one within another")
    func quotes() {
        let text = "a [quote=\"A, post:1\"]b [QUOTE]c[/quote] d[/quote] e [/quote] [quote"
        let layers = BBQuotes.layers(in: Array(text.utf8).span)
        #expect(layers.map(\.kind) == [.quoted(depth: 1), .quoted(depth: 2)])
        #expect(layers.first?.from?.name == "A")
        #expect(layers.first?.span.end == 49)
    }
}
