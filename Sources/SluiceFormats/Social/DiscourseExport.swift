import SluiceModel

/// Posts of a forum that runs Discourse: `posts.json`, or the document of a topic.
struct DiscourseExport: ExportShape {
    let channel = Channel.forum

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        guard unit["username"] != nil, unit["raw"] != nil || unit["cooked"] != nil else { return nil }
        var facts = MessageFacts(channel: .forum)
        facts.id = unit["id"]?.stringOrNumber
        facts.time = unit["created_at"]?.time
        facts.author = (unit["name"]?.name ?? unit["username"]?.name).map { Person(name: $0) }
        facts.thread = unit["topic_title"]?.name ?? unit["topic_id"]?.stringOrNumber
        if let title = unit["topic_title"], title.kind == .string { builder.add(.subject, title) }
        if let raw = unit["raw"], let content = raw.content, !content.isEmpty {
            let text = raw.decodedBytes
            let layers = (QuoteTags.layers(in: text) + QuotedLines.layers(in: text)).sorted {
                ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end)
            }
            if raw.tokens.hasEscapes(content) {
                builder.add(.body, decoded: text, raw: content, layers: layers)
            } else {
                builder.add(.body, verbatim: content, layers: layers)
            }
        } else if let cooked = unit["cooked"] {
            builder.add(.body, html: cooked)
        }
        if scene.readsCopies, unit["raw"] != nil, let cooked = unit["cooked"] {
            builder.add(.comment, html: cooked)
        }
        builder.addRest(
            of: unit,
            except: DiscourseExport.claimed
                + (scene.readsCopies && unit["raw"] != nil ? [] : DiscourseExport.copies))
        return facts
    }

    /// What is made of the raw text and of the title.
    private static let copies: [StaticString] = ["cooked", "excerpt", "topic_html_title"]
    private static let claimed: [StaticString] = [
        "id", "username", "name", "created_at", "updated_at", "raw", "topic_title", "topic_id",
        "topic_slug", "avatar_template", "display_username", "primary_group_name",
        "flair_name", "flair_url", "flair_bg_color", "flair_color", "user_title", "actions_summary",
        "link_counts",
    ]
}
