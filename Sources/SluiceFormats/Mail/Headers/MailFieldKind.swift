/// What a header field is to a reader.
enum MailFieldKind: Hashable {
    case from, sender, to, cc, bcc
    /// Other lists of addresses, such as `Reply-To`.
    case addresses
    case subject, date, messageID, references, inReplyTo, threadIndex
    case contentType, transferEncoding, disposition, contentLength
    /// A sensitivity label.
    case label
    /// What programs write for programs: trace, signatures, ratings.
    case machine
    /// Anything else; its value may be text.
    case comment

    /// The kind of the field whose name stands in `range`.
    init(_ bytes: Span<UInt8>, _ range: Range<Int>) { self = FieldNames.shared.kind(bytes, range) }

    /// Whether fields of this kind are met in mails and hardly elsewhere, so that a few of them make a mail.
    var isTelling: Bool { self != .comment && self != .label }

    fileprivate static let namesByKind: [(MailFieldKind, String)] = [
        (.from, "from"), (.sender, "sender"), (.to, "to"), (.cc, "cc"), (.bcc, "bcc"),
        (
            .addresses,
            """
            reply-to resent-from resent-sender resent-to resent-cc resent-bcc resent-reply-to delivered-to \
            x-original-to disposition-notification-to return-receipt-to mail-followup-to mail-reply-to \
            errors-to envelope-to x-envelope-to x-envelope-from apparently-to x-forwarded-to x-forwarded-for \
            return-path x-original-from x-original-sender
            """
        ),
        (.subject, "subject"), (.date, "date"), (.messageID, "message-id"), (.references, "references"),
        (.inReplyTo, "in-reply-to"), (.threadIndex, "thread-index"), (.contentType, "content-type"),
        (.transferEncoding, "content-transfer-encoding"), (.disposition, "content-disposition"),
        (.contentLength, "content-length"),
        (
            .label,
            """
            sensitivity msip_labels x-sensitivity x-classification classification x-labels x-titus-labels \
            x-protective-marking protective-marking x-confidentiality x-information-classification sio-label \
            x-sensitivity-label x-security-label security-label x-ms-exchange-organization-classification
            """
        ),
        (
            .machine,
            """
            received mime-version dkim-signature domainkey-signature content-id content-location content-md5 \
            content-language content-base content-features content-duration authentication-results \
            received-spf lines bytes status x-status x-uid x-uidl x-mozilla-status x-mozilla-status2 \
            x-mozilla-keys x-imap x-imapbase priority x-priority importance x-msmail-priority precedence \
            auto-submitted autocrypt openpgp list-id list-unsubscribe list-unsubscribe-post list-post \
            list-help list-archive list-subscribe list-owner resent-date resent-message-id expires \
            x-mailer user-agent x-originating-ip x-virus-scanned x-virus-status feedback-id \
            x-auto-response-suppress x-account-key x-gm-message-state x-gm-thrid x-gmail-labels \
            accept-language x-mimeole x-antivirus x-antivirus-status require-recipient-valid-since \
            x-received x-pgp-key x-face face x-tnef-correlator x-ms-tnef-correlator x-ms-has-attach
            """
        ),
    ]

    fileprivate static let beginningsByName: [(String, MailFieldKind)] = [
        ("msip_label_", .label), ("arc-", .machine), ("x-spam-", .machine), ("x-ms-", .machine),
        ("x-microsoft-", .machine), ("x-forefront-", .machine), ("x-google-", .machine),
        ("x-proofpoint-", .machine), ("x-rspamd-", .machine), ("x-ironport-", .machine),
        ("x-sg-", .machine), ("x-ui-", .machine), ("x-provags-", .machine),
    ]
}

/// The names that are known, by what can be told of a name at a glance.
final class FieldNames: Sendable {
    static let shared = FieldNames()

    /// A name in lower case.
    private struct Known {
        /// The first eight bytes, zeros behind a shorter name; those bytes of a name that count here.
        let head: UInt64
        let mask: UInt64
        let length: Int
        /// The last eight bytes of a longer name.
        let last: UInt64
        /// Where in ``tails`` those eight bytes stand that follow the first.
        let tail: Int
        let kind: MailFieldKind
    }

    /// Where the names of each slot begin; one slot's end where the next one's begin.
    private let slots: [Int]
    private let names: [Known]
    private let beginnings: [Known]
    /// What is behind the first eight bytes of each name, eight bytes at a time, zeros behind the last.
    private let tails: [UInt64]

    private static let slotCount = 256

    private init() {
        var tails: [UInt64] = []
        let known = MailFieldKind.namesByKind.flatMap { kind, names in
            names.split(separator: " ").map { FieldNames.known($0, kind, &tails) }
        }
        let bySlot = known.map { (slot: FieldNames.slot($0.head, $0.length), name: $0) }
            .sorted { $0.slot < $1.slot }
        names = bySlot.map(\.name)
        slots = (0...FieldNames.slotCount).map { slot in bySlot.count { $0.slot < slot } }
        beginnings = MailFieldKind.beginningsByName.map { FieldNames.known($0.0, $0.1, &tails) }
        self.tails = tails
    }

    private static func known(_ name: some StringProtocol, _ kind: MailFieldKind, _ tails: inout [UInt64])
        -> Known
    {
        let letters = Array(name.utf8)
        defer {
            for start in stride(from: 8, to: letters.count, by: 8) {
                tails.append(eight(letters.span, start..<letters.count))
            }
        }
        return Known(
            head: eight(letters.span, 0..<letters.count),
            mask: letters.count >= 8 ? .max : 1 << UInt64(letters.count * 8) - 1, length: letters.count,
            last: letters.count > 8 ? eight(letters.span, letters.count - 8..<letters.count) : 0,
            tail: tails.count, kind: kind)
    }

    /// The kind of the field whose name stands in `range`.
    func kind(_ bytes: Span<UInt8>, _ range: Range<Int>) -> MailFieldKind {
        guard !range.isEmpty else { return .comment }
        let head = FieldNames.eight(bytes, range)
        let slot = FieldNames.slot(head, range.count)
        for index in slots[slot]..<slots[slot + 1]
        where names[index].head == head && names[index].length == range.count
            && hasTail(names[index], bytes, range)
        {
            return names[index].kind
        }
        for known in beginnings
        where known.head == head & known.mask && known.length <= range.count && hasTail(known, bytes, range) {
            return known.kind
        }
        return .comment
    }

    /// The first eight bytes of those in `range`, in lower case, zeros behind the last.
    @inline(__always)
    private static func eight(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        let word = EightBytes.word(at: range.lowerBound, in: bytes)
        return EightBytes.folded(range.count >= 8 ? word : word & (1 << UInt64(range.count * 8) - 1))
    }

    @inline(__always)
    private static func slot(_ head: UInt64, _ length: Int) -> Int {
        Int(truncatingIfNeeded: ((head &+ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }

    /// Whether the name in `range`, which begins with the first eight bytes, goes on as the known one does.
    @inline(__always)
    private func hasTail(_ known: Known, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard known.length > 8 else { return true }
        let end = range.lowerBound + known.length
        guard FieldNames.eight(bytes, end - 8..<end) == known.last else { return false }
        var tail = known.tail
        var place = range.lowerBound + 8
        // Few names are so long that bytes are left in the middle.
        while place < end - 8 {
            guard FieldNames.eight(bytes, place..<end) == tails[tail] else { return false }
            tail += 1
            place += 8
        }
        return true
    }
}
