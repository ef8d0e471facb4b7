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
    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard !range.isEmpty else {
            self = .comment
            return
        }
        let head = Known.head(bytes, range)
        for known in MailFieldKind.names[Known.slot(head, range.count)]
        where known.length == range.count && known.head == head && known.hasTail(bytes, range) {
            self = known.kind
            return
        }
        for known in MailFieldKind.beginnings
        where known.head == head & known.mask && known.length <= range.count && known.hasTail(bytes, range) {
            self = known.kind
            return
        }
        self = .comment
    }

    /// Whether fields of this kind are met in mails and hardly elsewhere, so that a few of them make a mail.
    var isTelling: Bool { self != .comment && self != .label }

    /// A name that is known, in lower case.
    private struct Known {
        /// The first eight bytes, zeros behind a shorter name; those bytes of a name that count here.
        let head: UInt64
        let mask: UInt64
        let length: Int
        /// What stands behind the first eight bytes.
        let tail: [UInt8]
        let kind: MailFieldKind

        init(_ name: some StringProtocol, _ kind: MailFieldKind) {
            let letters = Array(name.utf8)
            head = Known.head(letters.span, 0..<letters.count)
            mask = letters.count >= 8 ? .max : 1 << UInt64(letters.count * 8) - 1
            length = letters.count
            tail = Array(letters.dropFirst(8))
            self.kind = kind
        }

        /// The first eight bytes of the name in `range`, in lower case.
        @inline(__always)
        static func head(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
            let word = EightBytes.word(at: range.lowerBound, in: bytes)
            return EightBytes.folded(range.count >= 8 ? word : word & (1 << UInt64(range.count * 8) - 1))
        }

        @inline(__always)
        static func slot(_ head: UInt64, _ length: Int) -> Int {
            Int(truncatingIfNeeded: ((head &+ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15) >> 56)
        }

        /// Whether the name in `range`, which begins with the first eight bytes, goes on as this one does.
        @inline(__always)
        func hasTail(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
            for index in tail.indices
            where bytes[range.lowerBound + 8 + index].lowerCased != tail[index] {
                return false
            }
            return true
        }
    }

    private static let namesByKind: [(MailFieldKind, String)] = [
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

    /// The known names by what can be told of a name at a glance.
    private static let names: [[Known]] = {
        var table = [[Known]](repeating: [], count: 256)
        for (kind, names) in namesByKind {
            for name in names.split(separator: " ") {
                let known = Known(name, kind)
                table[Known.slot(known.head, known.length)].append(known)
            }
        }
        return table
    }()

    private static let beginningsByName: [(String, MailFieldKind)] = [
        ("msip_label_", .label), ("arc-", .machine), ("x-spam-", .machine), ("x-ms-", .machine),
        ("x-microsoft-", .machine), ("x-forefront-", .machine), ("x-google-", .machine),
        ("x-proofpoint-", .machine), ("x-rspamd-", .machine), ("x-ironport-", .machine),
        ("x-sg-", .machine), ("x-ui-", .machine), ("x-provags-", .machine),
    ]

    private static let beginnings = beginningsByName.map { Known($0.0, $0.1) }
}
