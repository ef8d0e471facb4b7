/// What mail programs and forums say about an element by its class or identifier.
enum HTMLRole: Hashable, Sendable {
    /// Holds an earlier message, mostly with a `blockquote` of its own within.
    case quote
    /// What comes behind it, up to the end of its parent, is an earlier message.
    case quoteFollows
    case signature
    /// The line that says whose words follow.
    case attribution

    /// The role that one of the words in a `class` or `id` gives.
    static func of(_ base: UnsafePointer<UInt8>, _ count: Int) -> HTMLRole? {
        var place = 0
        while place < count {
            while place < count, unsafe base[place] <= 0x20 { place += 1 }
            // Programs that quote a page put `x_` before its names.
            while count - place > 2, unsafe base[place] | 0x20 == 0x78, unsafe base[place + 1] == 0x5F {
                place += 2
            }
            var key = HTMLTag.Key()
            while place < count, unsafe base[place] > 0x20 {
                unsafe key.append(base[place])
                place += 1
            }
            if key.length > 4, let role = table.value(key) { return role }
        }
        return nil
    }

    /// Gmail, Thunderbird, Yahoo, Proton, Zoho, Outlook; phpBB, vBulletin, SMF, MyBB, XenForo.
    private static let table: KeyTable<HTMLRole> = {
        var table = KeyTable<HTMLRole>()
        let quotes = """
            gmail_quote gmail_quote_container yahoo_quoted protonmail_quote zmail_extra moz-forward-container \
            ms-outlook-mobile-reference-message mail-editor-reference-message-container quote quotecontent \
            bbcode_quote bbc_standard_quote mycode_quote bbcodeblock--quote
            """
        for name in quotes.split(separator: " ") { table.set(HTMLTag.Key(String(name)), .quote) }
        table.set(HTMLTag.Key("divrplyfwdmsg"), .quoteFollows)
        for name in ["gmail_signature", "moz-signature", "applemailsignature", "ms-outlook-mobile-signature"]
        {
            table.set(HTMLTag.Key(name), .signature)
        }
        table.set(HTMLTag.Key("signature"), .signature)
        for name in ["gmail_attr", "moz-cite-prefix"] { table.set(HTMLTag.Key(name), .attribution) }
        return table
    }()
}
