import SluiceModel
import SluiceText

/// Text as it stands: a plain file is one message with one part.
enum PlainText {
    /// What a content that is held whole gives.
    ///
    /// `label` is the charset that somebody gave it.
    static func readings(
        of storage: TextStorage, origin: Origin, form: InputForm, label: String? = nil
    ) -> [Reading] {
        if form == .auto, case .passedOver(let reason) = kind(of: storage) {
            return [.passedOver(origin, reason)]
        }
        let decoded = storage.withSpan { CharsetDecoder.decode($0, label: label) }
        guard let text = decoded.storage else {
            return [.message(message(TextSegment(whole: storage), origin: origin))]
        }
        return [.message(EncodedText.message(storage, text, decoded.decoding, origin: origin))]
    }

    /// A message of one part, whose text stands in the file as it is, from `place` on.
    static func message(_ text: TextSegment, origin: Origin, at place: FilePlace = FilePlace()) -> Message {
        var raw = RawForm(span: ByteSpan(place.offset, place.offset + text.offset + text.storage.count))
        if place.offset > 0 { raw.line = place.line }
        return Message(origin: origin, parts: [Part(text: text, raw: raw)])
    }

    static func kind(of storage: TextStorage) -> ContentKind {
        storage.withSpan { ContentKind(head: $0.extracting(first: ContentKind.headLength)) }
    }

    /// How far behind a cut the next character begins: 0 to 3 bytes of those that follow the cut.
    static func distanceToCharacter(_ bytes: some Collection<UInt8>) -> Int {
        let continuing = bytes.prefix(4).prefix { $0 & 0xC0 == 0x80 }.count
        return continuing <= 3 ? continuing : 0
    }
}

/// Where in its file a text begins.
struct FilePlace: Hashable, Sendable {
    var offset = 0
    var line = 1
}
