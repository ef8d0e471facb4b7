import SluiceModel

/// Posts and comments in what Facebook and Instagram give their users to download.
struct MetaPosts: ExportShape {
    let repairsText = true
    let channel = Channel.social

    static func recognises(_ names: Set<String>) -> Bool {
        names.isSuperset(of: ["timestamp", "data", "post"]) || names.contains("comments_v2")
            || names.isSuperset(of: ["timestamp", "data", "comment"]) || names.contains("string_map_data")
            || names.isSuperset(of: ["creation_timestamp", "uri"])
    }

    func read(_ unit: JSONValue, _ scene: ExportScene, into builder: inout MessageBuilder) -> MessageFacts? {
        guard unit.kind == .object else { return nil }
        var facts = MessageFacts(channel: .social)
        facts.time = (unit["timestamp"] ?? unit["creation_timestamp"])?.time
        if let title = unit["title"] { builder.add(.subject, repairing: title) }
        var claimed: [StaticString] = ["timestamp", "title", "creation_timestamp"]
        if let data = unit["data"] {
            claimed.append("data")
            for entry in data.elements { addEntry(entry, &facts, &builder) }
        }
        if let map = unit["string_map_data"] {
            claimed.append("string_map_data")
            for member in map.members {
                if let text = member.value["value"] { builder.add(.body, repairing: text) }
                if facts.time == nil { facts.time = member.value["timestamp"]?.time }
            }
        }
        if let media = unit["media"], media.kind == .array {
            claimed.append("media")
            for medium in media.elements {
                if facts.time == nil { facts.time = medium["creation_timestamp"]?.time }
                if let title = medium["title"] { builder.add(.body, repairing: title) }
                builder.addRestRepaired(of: medium, except: ["title", "uri", "creation_timestamp"])
            }
        }
        builder.addRestRepaired(of: unit, except: claimed)
        return facts
    }

    private func addEntry(_ entry: JSONValue, _ facts: inout MessageFacts, _ builder: inout MessageBuilder) {
        if let post = entry["post"] { builder.add(.body, repairing: post) }
        if let comment = entry["comment"] {
            if let text = comment["comment"] { builder.add(.body, repairing: text) }
            facts.author = facts.author ?? comment["author"]?.repairedName.map { Person(name: $0) }
            facts.thread = facts.thread ?? comment["group"]?.repairedName
            facts.time = facts.time ?? comment["timestamp"]?.time
            builder.addRestRepaired(of: comment, except: ["comment", "author", "group", "timestamp"])
        }
        builder.addRestRepaired(of: entry, except: ["post", "comment"])
    }
}
