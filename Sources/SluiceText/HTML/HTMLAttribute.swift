/// What is done with an attribute of an element.
enum HTMLAttribute: Hashable, Sendable {
    /// It says how the element looks, in words that nobody reads.
    case noise
    /// A script.
    case handler
    case style, role, hidden
    /// An address, of a page or a picture.
    case reference
    /// A page within the page.
    case document
    /// Anything else may hold text.
    case text

    @inline(__always)
    static func of(_ key: HTMLTag.Key) -> HTMLAttribute {
        if let known = table.value(key) { return known }
        // onclick and its like
        return key.head & 0xFFFF == 0x6E6F && key.length > 4 ? .handler : .text
    }

    private static let table: KeyTable<HTMLAttribute> = {
        var table = KeyTable<HTMLAttribute>()
        let noise = """
            width height align valign border cellpadding cellspacing bgcolor color face size lang dir rel target \
            colspan rowspan role method charset http-equiv media xmlns xml:lang clear noshade nowrap hspace vspace \
            link vlink alink topmargin leftmargin tabindex accept-charset enctype autocomplete checked disabled \
            selected async defer crossorigin integrity loading start span type scope shape coords frameborder \
            marginwidth marginheight scrolling property itemprop itemscope
            """
        for name in noise.split(separator: " ") { table.set(HTMLTag.Key(String(name)), .noise) }
        table.set(HTMLTag.Key("style"), .style)
        table.set(HTMLTag.Key("class"), .role)
        table.set(HTMLTag.Key("id"), .role)
        table.set(HTMLTag.Key("hidden"), .hidden)
        table.set(HTMLTag.Key("src"), .reference)
        table.set(HTMLTag.Key("href"), .reference)
        table.set(HTMLTag.Key("background"), .reference)
        table.set(HTMLTag.Key("srcdoc"), .document)
        return table
    }()
}
