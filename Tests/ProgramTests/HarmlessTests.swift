import Foundation
import TestSupport
import Testing

@Suite("Harmless mails, chats and posts")
struct HarmlessTests {
    private static let optional = ["customer-respect", "departure", "elicitation", "self-identification"]
    private let folder = packageFolder.appendingPathComponent("Fixtures/harmless").path

    private struct Message: Decodable {
        var path: String
        var channel: String
    }

    @Test("are three hundred")
    func count() throws {
        let ending = try Program().run(["scan", "--dump-messages", folder], ownRules: false)
        let messages = try ending.output.split(separator: "\n").map {
            try JSONDecoder().decode(Message.self, from: Data($0.utf8))
        }
        let kinds = Dictionary(grouping: messages, by: \.channel)
        #expect(kinds.count == 4)
        let mails = kinds["mail"]?.count ?? 0
        let chats = Set((kinds["chat"] ?? []).map(\.path)).count
        let posts = (kinds["forum"]?.count ?? 0) + (kinds["social"]?.count ?? 0)
        #expect(mails == 100)
        #expect(chats == 40)
        #expect(posts == 160)
    }

    @Test("give no finding, with whatever packs", arguments: [[], optional])
    func nothingFound(packs: [String]) throws {
        let ending = try Program().run(
            ["scan", "--no-progress", folder] + packs.flatMap { ["--pack", $0] }, ownRules: false)
        #expect(ending.output == "")
        #expect(ending.status == 0)
    }
}
