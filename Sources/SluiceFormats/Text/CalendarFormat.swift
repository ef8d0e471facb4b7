import SluiceModel

/// Calendars and contacts (iCalendar, RFC 5545; vCard, RFC 6350): text in lines that go on in the next.
///
/// Invitations carry the numbers and codes of meetings so.
enum CalendarFormat: Format {
    /// Told by its content alone.
    static var form: InputForm { .auto }

    /// As MIME names them, registered or in use.
    static let mediaTypes: Set = [
        "text/calendar", "text/x-vcalendar", "text/vcard", "text/x-vcard", "text/directory",
    ]

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        var place = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
        while place < bytes.count, bytes[place].isWhiteSpace { place += 1 }
        return beginnings.contains { bytes.hasWord($0, at: place, before: bytes.count) }
    }

    private static let beginnings = ["begin:vcalendar", "begin:vcard"].map { Array($0.utf8) }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let readings = PlainText.readings(
            of: content.storage, origin: content.origin, form: .text, label: content.hints.charset)
        for reading in readings {
            guard case .message(var message) = reading else {
                yield(reading)
                continue
            }
            for index in message.parts.indices { message.parts[index].flow = .contentLines }
            yield(.message(message))
        }
    }
}
