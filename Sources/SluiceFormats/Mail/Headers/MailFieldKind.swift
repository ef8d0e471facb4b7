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
        guard let first = range.first else {
            self = .comment
            return
        }
        let slot = MailFieldKind.slot(
            range.count, bytes[first].lowerCased, bytes[range.upperBound - 1].lowerCased)
        for known in MailFieldKind.names[slot]
        where known.name.count == range.count
            && bytes.hasWord(known.name, at: first, before: range.upperBound)
        {
            self = known.kind
            return
        }
        for known in MailFieldKind.beginnings
        where bytes.hasWord(known.name, at: range.lowerBound, before: range.upperBound) {
            self = known.kind
            return
        }
        self = .comment
    }

    /// Whether fields of this kind are met in mails and hardly elsewhere, so that a few of them make a mail.
    var isTelling: Bool { self != .comment && self != .label }

    private struct Known {
        var name: [UInt8]
        var kind: MailFieldKind
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
                let letters = Array(name.utf8)
                guard let first = letters.first, let last = letters.last else { continue }
                table[slot(letters.count, first, last)].append(Known(name: letters, kind: kind))
            }
        }
        return table
    }()

    private static func slot(_ length: Int, _ first: UInt8, _ last: UInt8) -> Int {
        (length &* 29 &+ Int(first) &* 5 &+ Int(last) &* 17) & 255
    }

    private static let beginningsByName: [(String, MailFieldKind)] = [
        ("msip_label_", .label), ("arc-", .machine), ("x-spam-", .machine), ("x-ms-", .machine),
        ("x-microsoft-", .machine), ("x-forefront-", .machine), ("x-google-", .machine),
        ("x-proofpoint-", .machine), ("x-rspamd-", .machine), ("x-ironport-", .machine),
        ("x-sg-", .machine), ("x-ui-", .machine), ("x-provags-", .machine),
    ]

    private static let beginnings = beginningsByName.map { Known(name: Array($0.0.utf8), kind: $0.1) }
}
