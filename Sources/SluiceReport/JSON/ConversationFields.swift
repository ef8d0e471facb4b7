import SluiceModel

extension JSONWriter {
    /// What was said around a finding, as `context`.
    mutating func field(_ conversation: ConversationRecord?) {
        guard let conversation else { return }
        key("context")
        object {
            $0.neighbours("before", conversation.before)
            $0.neighbours("after", conversation.after)
        }
    }

    private mutating func neighbours(_ name: StaticString, _ neighbours: [NeighbourRecord]) {
        key(name)
        array { array in
            for neighbour in neighbours {
                array.object {
                    $0.field("author", neighbour.author)
                    if neighbour.authorRole != .unknown {
                        $0.field("authorRole", neighbour.authorRole.rawValue)
                    }
                    $0.field("time", neighbour.time.map(Timestamp.text))
                    $0.field("text", neighbour.text)
                }
            }
        }
    }

    /// Whom to ask, as `contact`.
    mutating func field(_ contact: ContactInformation?) {
        guard let contact else { return }
        key("contact")
        object {
            $0.field("name", contact.name)
            $0.field("address", contact.address)
            $0.field("answersWithin", contact.answersWithin)
        }
    }
}

extension JSONCursor {
    mutating func conversation() throws(JSONFault) -> ConversationRecord {
        var conversation = ConversationRecord()
        try object { name, cursor throws(JSONFault) in
            switch name {
            case "before": conversation.before = try cursor.neighbours()
            case "after": conversation.after = try cursor.neighbours()
            default: try cursor.skip()
            }
        }
        return conversation
    }

    private mutating func neighbours() throws(JSONFault) -> [NeighbourRecord] {
        var neighbours: [NeighbourRecord] = []
        try array { cursor throws(JSONFault) in neighbours.append(try cursor.neighbour()) }
        return neighbours
    }

    private mutating func neighbour() throws(JSONFault) -> NeighbourRecord {
        var neighbour = NeighbourRecord(text: "")
        try object { name, cursor throws(JSONFault) in
            switch name {
            case "author": neighbour.author = try cursor.string()
            case "authorRole": neighbour.authorRole = try cursor.word()
            case "time": neighbour.time = try cursor.time()
            case "text": neighbour.text = try cursor.string()
            default: try cursor.skip()
            }
        }
        return neighbour
    }

    mutating func contact() throws(JSONFault) -> ContactInformation {
        var contact = ContactInformation(name: LocalizedText())
        try object { name, cursor throws(JSONFault) in
            switch name {
            case "name": contact.name = try cursor.localizedText()
            case "address": contact.address = try cursor.string()
            case "answersWithin": contact.answersWithin = try cursor.localizedText()
            default: try cursor.skip()
            }
        }
        return contact
    }
}
