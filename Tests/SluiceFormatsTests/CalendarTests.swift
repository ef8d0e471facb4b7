import SluiceModel
import SluiceText
import Testing

@testable import SluiceFormats

@Suite("Calendars and contacts")
struct CalendarTests {
    private let calendar =
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:Einwahl\\nKenncode: 48\r\n 1516\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    private let folded =
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:Einwahl\nKenncode: 481516\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

    private func views(_ text: String, name: String) -> [(kind: PartKind, text: String)] {
        readings(of: Array(text.utf8), name: name).flatMap { reading -> [(kind: PartKind, text: String)] in
            guard case .message(let message) = reading else { return [] }
            return message.parts.map { part in
                let view = TextView(of: part, channel: message.channel).segment.storage
                return (part.kind, view.string(in: 0..<view.count))
            }
        }
    }

    @Test("are known by their content, and their lines are joined", arguments: ["a.ics", "a"])
    func files(name: String) {
        #expect(views(calendar, name: name).map(\.text) == [folded])
        #expect(views("begin:vcard\nNOTE:a\n b\n", name: name).map(\.text) == ["begin:vcard\nNOTE:ab\n"])
        #expect(views("BEGIN: VCARD\n b\n", name: name).map(\.text) == ["BEGIN: VCARD\n b\n"])
    }

    @Test(
        "in mails too, shown or attached",
        arguments: [
            ("Content-Type: text/calendar; method=REQUEST", PartKind.body),
            ("Content-Type: application/ics; name=a.ics\nContent-Disposition: attachment", .attachment),
        ])
    func mails(fields: String, kind: PartKind) {
        let mail = "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\(fields)\n\n"
        #expect(views(mail + calendar, name: "a.eml").contains { $0.kind == kind && $0.text == folded })
    }
}
