import SluiceModel

/// `winmail.dat`, told by its mark whatever it is called.
enum TransportFormat: Format {
    static let form = InputForm.mail

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        bytes.count >= 6 && TransportFile.mark.indices.allSatisfy { bytes[$0] == TransportFile.mark[$0] }
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        guard let mail = TransportFile.read(content.storage) else {
            return yield(.gap(Gap(origin: content.origin, reason: .unreadable("winmail.dat that is none"))))
        }
        yield(.message(OutlookReader.message(of: mail, content, with: reader)))
    }
}
