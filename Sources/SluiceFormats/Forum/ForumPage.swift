import SluiceModel
import SluiceText

/// A saved or printed page of a forum: phpBB, vBulletin, Discourse, XenForo.
///
/// Each post is a message; what stands around the posts is one too, and what stands beside a post's words, such as
/// its author's profile, is a part of the post.
enum ForumPage: Format {
    static let form = InputForm.forum

    static func recognises(_ bytes: Span<UInt8>, _ head: ContentHead) -> Bool {
        var place = 0
        while place < bytes.count, bytes[place] <= 0x20 || bytes[place] >= 0x80 { place += 1 }
        guard place < bytes.count, bytes[place] == 0x3C else { return false }
        return signs.contains { PageTag.find($0, from: place, before: bytes.count, in: bytes) < bytes.count }
    }

    /// What these programs say of themselves at the beginning of a page.
    private static let signs = [
        "id=\"phpbb\"", "phpbb.com", "prosilver", "content=\"vbulletin", "vbulletin_", "content=\"discourse",
        "content='discourse", "crawler-post", "id=\"xf\"", "data-app=\"public\"", "powered by phpbb",
    ]

    static func read(_ content: Content, with reader: ContentReader, _ yield: (Reading) -> Void) {
        let decoded = content.storage.withSpan { bytes in
            CharsetDecoder.decode(bytes, label: content.hints.charset ?? HTMLCharset.label(in: bytes))
        }
        let page = decoded.storage ?? content.storage
        page.withSpan { html in
            let posts = ForumPost.posts(on: html)
            guard !posts.isEmpty else { return HTMLFormat.read(content, with: reader, yield) }
            var pages = ForumMessages(content.origin, organisation: reader.options.organisation)
            pages.charset = decoded.charset
            pages.isVerbatim = decoded.storage == nil
            pages.size = content.storage.count
            pages.give(posts, on: html, yield)
        }
    }
}

/// Makes the messages of one page.
private struct ForumMessages {
    let origin: Origin
    let organisation: Organisation
    var charset = "utf-8"
    /// Whether places in the decoded page are those in the file.
    var isVerbatim = true
    /// Of the file, in bytes.
    var size = 0

    init(_ origin: Origin, organisation: Organisation) {
        self.origin = origin
        self.organisation = organisation
    }

    func give(_ posts: [ForumPost], on html: Span<UInt8>, _ yield: (Reading) -> Void) {
        let thread = title(html)
        let frame = 0..<(posts.first?.range.lowerBound ?? html.count)
        var message = Message(origin: origin, channel: .forum, thread: thread)
        message.parts = parts(frame, .body, nil, html)
        if !message.parts.isEmpty { yield(.message(message)) }
        for (index, post) in posts.enumerated() {
            yield(.message(self.message(post, number: index + 1, thread, html)))
        }
    }

    private func message(_ post: ForumPost, number: Int, _ thread: String?, _ html: Span<UInt8>) -> Message {
        let author = post.author.map { Person(name: $0) }
        var message = Message(
            origin: Origin(path: origin.path, message: number), channel: .forum, author: author,
            authorRole: organisation.role(of: author), time: post.time, thread: thread)
        message.parts = parts(post.content, .body, nil, html)
        let before = post.range.lowerBound..<max(post.range.lowerBound, post.content.lowerBound)
        let behind = min(post.content.upperBound, post.range.upperBound)..<post.range.upperBound
        if post.content != post.range {
            message.parts += parts(before, .comment, "before the post", html)
            message.parts += parts(behind, .comment, "behind the post", html)
        }
        return message
    }

    private func title(_ html: Span<UInt8>) -> String? {
        var place = 0
        while let tag = PageTag.next(from: place, before: min(html.count, 64 << 10), in: html) {
            place = tag.end
            guard tag.isNamed("title", in: html), !tag.isEnd else { continue }
            let range = tag.element(before: min(html.count, tag.end + 1000), in: html).content
            let text = HTMLText.convertWithoutMaps(html.extracting(range)).text.storage
            let line = text.bytes(in: 0..<text.count).drop { $0 <= 0x20 }.prefix { $0 != 0x0A }
            return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
        }
        return nil
    }

    /// What a stretch of the page shows, and apart from it what it holds unseen.
    private func parts(_ range: Range<Int>, _ kind: PartKind, _ member: String?, _ html: Span<UInt8>)
        -> [Part]
    {
        guard !range.isEmpty else { return [] }
        let span = isVerbatim ? ByteSpan(range.lowerBound, range.upperBound) : ByteSpan(0, size)
        let raw = RawForm(span: span, transferEncoding: "html", charset: charset)
        var parts = HTMLParts.parts(of: html.extracting(range), kind: kind, member: member, raw: raw)
            .filter { $0.text.storage.count > 0 }
        for index in parts.indices where parts[index].kind == .body {
            parts[index].layers += parts[index].text.storage.withSpan { BBQuotes.layers(in: $0) }
            parts[index].layers.sort { ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end) }
        }
        return parts
    }
}
