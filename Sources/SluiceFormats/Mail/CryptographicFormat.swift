import SluiceModel

/// Files of S/MIME and OpenPGP, and key stores: what was only signed is read, what was encrypted is named.
enum CryptographicFormat: Format {
    static let form = InputForm.mail

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        isCMS(bytes) || isArmoured(bytes) || isOpenPGP(bytes) || isKeyStore(bytes)
    }

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        guard content.storage.withSpan(isCMS) else {
            // Comments may stand above what is encrypted, and text behind it.
            if content.storage.withSpan(isArmoured) {
                for reading in PlainText.readings(
                    of: content.storage, origin: content.origin, form: .text, label: nil)
                {
                    yield(reading)
                }
            }
            return yield(.gap(Gap(origin: content.origin, reason: .encrypted)))
        }
        switch content.storage.withSpan({ SignedContent.find($0) }) {
        case .signed(let ranges):
            var inner = content
            inner.storage = SignedContent.joined(ranges, of: content.storage)
            // Places are those of the content, which may stand in pieces in the file.
            inner.origin.path += "!content"
            inner.hints = ContentHints(mediaType: "message/rfc822")
            inner.depth += 1
            reader.read(inner, yield)
        case .detached: yield(.passedOver(content.origin, .skipped("signature or certificates")))
        case .encrypted: yield(.gap(Gap(origin: content.origin, reason: .encrypted)))
        case .compressed: yield(.passedOver(content.origin, .unsupported("compressed S/MIME")))
        case .unknown: yield(.gap(Gap(origin: content.origin, reason: .unreadable("S/MIME that is none"))))
        }
    }

    /// Cryptographic Message Syntax (RFC 5652, 3): a sequence that begins with the identifier of its content.
    private static func isCMS(_ head: Span<UInt8>) -> Bool {
        guard let identifier = sequence(head) else { return false }
        // 1.2.840.113549.1: RSA Data Security; 7 is PKCS #7, and 9.16.1 what S/MIME adds to it.
        let mark: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01]
        let kind = head[identifier + 2 + mark.count]
        return head[identifier] == 0x06 && (9...11).contains(head[identifier + 1])
            && mark.indices.allSatisfy { head[identifier + 2 + $0] == mark[$0] } && (kind == 7 || kind == 9)
    }

    /// PKCS #12 (RFC 7292, 4): keys under a password; a sequence that begins with its version, 3.
    private static func isKeyStore(_ head: Span<UInt8>) -> Bool {
        guard let content = sequence(head) else { return false }
        let mark: [UInt8] = [0x02, 0x01, 0x03, 0x30]
        return mark.indices.allSatisfy { head[content + $0] == mark[$0] }
    }

    /// Where the content of a sequence begins (X.690, 8.1); nil where none stands at the beginning.
    private static func sequence(_ head: Span<UInt8>) -> Int? {
        guard head.count > 24, head[0] == 0x30 else { return nil }
        // The length has one byte, or says how many follow.
        let content = head[1] < 0x81 ? 2 : 2 + Int(head[1] & 0x7F)
        return content < 9 ? content : nil
    }

    /// OpenPGP in letters (RFC 9580, 6.2).
    private static func isArmoured(_ head: Span<UInt8>) -> Bool {
        let mark = Array("-----BEGIN PGP MESSAGE-----".utf8)
        return head.count > mark.count && mark.indices.allSatisfy { head[$0] == mark[$0] }
    }

    /// OpenPGP (RFC 4880): packets of session keys (5.1, 5.3) or of compressed data (5.6) at the beginning.
    private static func isOpenPGP(_ head: Span<UInt8>) -> Bool {
        guard head.count > 16 else { return false }
        switch (head[0], head[1], head[2], head[3]) {
        case (0x84, _, 3, _), (0x85, 0...16, _, 3), (0xC1, _, 3, _), (0xC1, 0xC0..., _, 3),
            (0x8C, 4...64, 4, 1...13), (0xC3, 4...64, 4, 1...13), (0xA3, 1...3, _, _):
            return true
        default: return false
        }
    }
}
