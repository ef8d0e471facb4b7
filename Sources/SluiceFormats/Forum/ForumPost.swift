import SluiceModel
import SluiceText

/// One post on a page of a forum: who wrote it, when, and where its words stand.
struct ForumPost {
    /// The post with all that belongs to it.
    var range: Range<Int>
    /// The words of the post.
    var content: Range<Int>
    var author: String?
    var time: Double?

    /// The posts on a page, in their order.
    ///
    /// A post begins at an element with an identifier such as `p12`, `post_12` or `js-post-12`; the printed pages of
    /// phpBB have just the class `post`. It goes on to the next one.
    static func posts(on html: Span<UInt8>) -> [ForumPost] {
        var named: [PageTag] = []
        var classed: [PageTag] = []
        var place = 0
        while let tag = PageTag.next(from: place, before: html.count, in: html), named.count < limit {
            place = tag.end
            guard !tag.isEnd, tag.rest.count > 3 else { continue }
            if let id = tag.attribute("id", in: html), isPostIdentifier(id.lowercased()) { named.append(tag) }
            if named.isEmpty, classed.count < limit,
                tag.attribute("class", in: html)?.split(separator: " ").contains(where: {
                    ["post", "postbit"].contains($0.lowercased())
                }) ?? false
            {
                classed.append(tag)
            }
        }
        let starts = named.isEmpty ? classed : named
        return starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1].start : html.count
            return ForumPost(starts[index], before: end, in: html)
        }
    }

    private static let limit = 20_000

    private static func isPostIdentifier(_ id: String) -> Bool {
        for prefix in ["js-post-", "post_", "post-", "post", "p"] where id.hasPrefix(prefix) {
            let number = id.dropFirst(prefix.count)
            if !number.isEmpty, number.allSatisfy({ ("0"..."9").contains($0) }) { return true }
        }
        return false
    }

    private init(_ tag: PageTag, before end: Int, in html: Span<UInt8>) {
        range = tag.start..<end
        content = tag.start..<end
        author = tag.attribute("data-author", in: html)
        var best = ForumWords.content.count
        var bestAuthor = author == nil ? ForumWords.author.count : 0
        var place = tag.end
        // Within the words of the post, others are quoted, with their names and times.
        var wordsEnd = tag.end
        while let inner = PageTag.next(from: place, before: end, in: html) {
            place = inner.end
            guard !inner.isEnd, inner.rest.count > 3 else { continue }
            let roles = inner.roles(in: html)
            if let rank = ForumWords.rank(roles, ForumWords.content), rank < best {
                best = rank
                let element = inner.element(before: end, in: html)
                content = element.content
                wordsEnd = element.end
                continue
            }
            if inner.start < wordsEnd { continue }
            if let rank = ForumWords.rank(roles, ForumWords.author), rank < bestAuthor,
                let name = ForumPost.name(inner, before: end, in: html)
            {
                bestAuthor = rank
                author = name
            }
            if time == nil { time = ForumPost.time(inner, roles, before: end, in: html) }
        }
    }

    /// The text of an element that names the author: of the link or strong word in it, where it has one.
    private static func name(_ tag: PageTag, before limit: Int, in html: Span<UInt8>) -> String? {
        var range = tag.element(before: min(limit, tag.end + 2000), in: html).content
        if let inner = PageTag.next(from: range.lowerBound, before: range.upperBound, in: html),
            inner.isNamed("strong", in: html) || inner.isNamed("a", in: html) || inner.isNamed("b", in: html)
        {
            range = inner.element(before: range.upperBound, in: html).content
        }
        return words(range, in: html)
    }

    private static func time(
        _ tag: PageTag, _ roles: [String], before limit: Int, in html: Span<UInt8>
    ) -> Double? {
        if let stamp = tag.attribute("datetime", in: html) {
            return DateText.find(in: Array(stamp.utf8))?.seconds
        }
        guard ForumWords.rank(roles, ForumWords.time) != nil else { return nil }
        let range = tag.element(before: min(limit, tag.end + 1000), in: html).content
        return words(range, in: html).flatMap { DateText.find(in: Array($0.utf8))?.seconds }
    }

    /// The first line of what a stretch shows.
    private static func words(_ range: Range<Int>, in html: Span<UInt8>) -> String? {
        let text = HTMLText.convertWithoutMaps(html.extracting(range)).text.storage
        let line = text.bytes(in: 0..<min(text.count, 300)).drop { $0 <= 0x20 }.prefix { $0 != 0x0A }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }
}

/// Classes, identifiers and properties that forum programs give their elements, the surest first.
enum ForumWords {
    /// phpBB: `content`; vBulletin: `postcontent`, `post_message_12`; XenForo: `bbwrapper`; Discourse: `text`.
    static let content = [
        "postcontent", "bbwrapper", "post_message", "articlebody", "text", "cooked", "post_body", "content",
        "post", "restore",
    ]
    static let author = [
        "username", "username-coloured", "bigusername", "name", "creator", "author", "postauthor",
    ]
    static let time = ["post-time", "datepublished", "datetime", "postdate", "date", "time"]

    /// The place in `list` of the surest among `roles`; nil where none is in it.
    static func rank(_ roles: [String], _ list: [String]) -> Int? {
        roles.compactMap { role in
            list.firstIndex { role == $0 || $0 == "post_message" && role.hasPrefix("post_message_") }
        }.min()
    }
}
