/// What an element means for the text that it holds.
struct HTMLTag: Hashable, Sendable {
    /// Elements whose names have to be told from others.
    enum Name: UInt8, Sendable {
        case other, p, li, dd, dt, tr, td, th, option, optgroup, tbody, thead, tfoot, table, caption, ul, ol,
            dl,
            select, button, object, template, br, blockquote, meta, title, script, style, pre, plaintext,
            html,
            textarea
    }

    struct Traits: OptionSet, Hashable, Sendable {
        let rawValue: UInt16
        /// Begins and ends a line.
        static let block = Traits(rawValue: 1)
        /// Has no end tag.
        static let void = Traits(rawValue: 2)
        /// Holds no markup: its text ends at its own end tag.
        static let raw = Traits(rawValue: 4)
        /// Its spaces and line ends stay.
        static let pre = Traits(rawValue: 8)
        /// Its end tag leaves blocks open that it should close.
        static let formatting = Traits(rawValue: 16)
        /// No end tag of another inline element reaches through it.
        static let special = Traits(rawValue: 32)
        /// Not shown.
        static let hidden = Traits(rawValue: 64)
        /// Ends an open paragraph.
        static let closesParagraph = Traits(rawValue: 128)
        /// Ends the search for an open paragraph or list item.
        static let scope = Traits(rawValue: 256)
    }

    var name = Name.other
    var traits: Traits = []

    /// The tag of a name that is not in the table.
    static let unknown = HTMLTag()

    /// A name in lower case: eight bytes and the length, by which all names that matter differ.
    struct Key: Hashable, Sendable {
        var head: UInt64 = 0
        var length = 0

        init() {}

        init(_ name: String) {
            for byte in name.utf8 { append(byte) }
        }

        @inline(__always)
        mutating func append(_ byte: UInt8) {
            let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
            if length < 8 { head |= UInt64(lower) &<< UInt64(8 &* length) }
            length &+= 1
        }

        @inline(__always)
        var slot: Int {
            let mixed = (head ^ UInt64(truncatingIfNeeded: length) &<< 59) &* 0x9E37_79B9_7F4A_7C15
            return Int(truncatingIfNeeded: mixed &>> 55)
        }
    }

    @inline(__always)
    static func of(_ key: Key) -> HTMLTag { table.value(key) ?? unknown }

    private static let table: KeyTable<HTMLTag> = {
        var table = KeyTable<HTMLTag>()
        func add(_ names: String, _ traits: Traits) {
            for name in names.split(separator: " ") {
                let key = Key(String(name))
                var tag = table.value(key) ?? HTMLTag()
                tag.traits.formUnion(traits)
                tag.name = known[String(name)] ?? .other
                table.set(key, tag)
            }
        }
        let paragraphEnders = """
            address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer \
            form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table ul listing xmp \
            plaintext li dd dt
            """
        add(paragraphEnders, [.block, .closesParagraph, .special])
        add("body html legend optgroup option tr caption thead tbody tfoot title head frameset", .block)
        add(
            "body html tr td th caption thead tbody tfoot select button object template marquee textarea",
            .special)
        add(
            "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr",
            .void)
        add("script style title textarea xmp plaintext", .raw)
        add("pre textarea listing xmp plaintext", .pre)
        add("a b big code em font i nobr s small strike strong tt u", .formatting)
        add("template datalist", .hidden)
        add("td th table caption button object template html ul ol dl select menu dir", .scope)
        return table
    }()

    private static let known: [String: Name] = [
        "p": .p, "li": .li, "dd": .dd, "dt": .dt, "tr": .tr, "td": .td, "th": .th, "option": .option,
        "optgroup": .optgroup, "tbody": .tbody, "thead": .thead, "tfoot": .tfoot, "table": .table,
        "caption": .caption, "ul": .ul, "ol": .ol, "dl": .dl, "select": .select, "button": .button,
        "object": .object, "template": .template, "br": .br, "blockquote": .blockquote, "meta": .meta,
        "title": .title, "script": .script, "style": .style, "pre": .pre, "plaintext": .plaintext,
        "html": .html, "textarea": .textarea, "menu": .ul, "dir": .ul,
    ]
}

/// A small table from names to what they mean.
struct KeyTable<Value: Sendable>: Sendable {
    private var keys = [HTMLTag.Key](repeating: HTMLTag.Key(), count: 512)
    private var values = [Value?](repeating: nil, count: 512)

    @inline(__always)
    func value(_ key: HTMLTag.Key) -> Value? {
        var slot = key.slot
        while keys[slot].length != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot &+ 1) & 511
        }
        return nil
    }

    /// The table must stay half empty.
    mutating func set(_ key: HTMLTag.Key, _ value: Value) {
        var slot = key.slot
        while keys[slot].length != 0, keys[slot] != key { slot = (slot &+ 1) & 511 }
        keys[slot] = key
        values[slot] = value
    }
}
