import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("JSON and exports")
struct FixtureTests {
    static let organisation = Organisation(domains: ["nordwerk.example"], names: ["Mira"])

    static let fixtures = [
        "json/posts.jsonl", "json/config.json", "json/message.json", "social/slack/allgemein/2024-03-12.json",
        "social/slack/D0AB/2024-03-13.json", "social/telegram/result.json", "social/telegram/all.json",
        "social/signal/Einkauf/data.json", "social/discord/kanal.json",
        "social/meta/inbox/mira_17/message_1.json", "social/meta/your_posts_1.json",
        "social/meta/comments.json", "social/meta/post_comments_1.json", "social/x/tweets.js",
        "social/x/direct-messages.js", "social/discourse/posts.json", "social/teams/chat.json",
        "tables/windows.csv", "social/meta/verschluesselt.json", "tables/excel.csv", "tables/linkedin.csv",
        "tables/bewertungen.tsv", "social/skype/messages.json",
    ]

    static func content(_ fixture: String) throws -> Content {
        let file = packageFolder.appendingPathComponent("Fixtures/" + fixture)
        return Content.of(
            [UInt8](try Data(contentsOf: file)), fixture, FixtureFolder(url: file.deletingLastPathComponent())
        )
    }

    @Test("a fixture gives the messages that its golden list names", arguments: fixtures)
    func golden(_ fixture: String) throws {
        let list = MessageList(try Self.content(fixture), ReadingOptions(organisation: Self.organisation))
        try expectGolden(list.text, "Fixtures/\(fixture).messages")
    }
}
