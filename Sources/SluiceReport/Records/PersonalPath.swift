/// Finds the names of people in paths, where programs that export chats and mailboxes put them.
enum PersonalPath {
    /// What programs put in front of the name of a chat.
    private static let prefixes = [
        "WhatsApp Chat mit ", "WhatsApp-Chat mit ", "WhatsApp Chat with ", "WhatsApp Chat - ",
        "WhatsApp-Chat - ", "Chat de WhatsApp con ", "Chat WhatsApp con ", "Discussion WhatsApp avec ",
        "Conversa do WhatsApp com ", "WhatsApp-chat met ", "Czat WhatsApp z ", "WhatsApp-chatt med ",
        "WhatsApp-chat med ", "WhatsApp Chat", "Telegram Chat mit ", "Threema Chat mit ", "threema-chat-",
        "Direct Messages - ", "Chat mit ", "Chat with ",
    ]
    /// Files that are called the same in every export; the folder or archive around them is named after the chat.
    private static let common: Set<Substring> = ["_chat.txt", "chat.md"]
    /// Folders of Facebook's and Instagram's downloads in which each chat has a folder.
    private static let inboxes: Set<Substring> = [
        "inbox", "archived_threads", "message_requests", "filtered_threads", "e2ee_cutover",
    ]
    private static let suffixes = [
        ".txt", ".md", ".zip", ".json", ".html", ".csv", ".eml", ".mbox", ".pst", ".ost", ".msg", ".xml",
        ".gz",
    ]

    /// In their order.
    static func stretches(of path: String) -> [Range<String.Index>] {
        guard mayNameSomebody(path.utf8) else { return [] }
        let steps = path.split(whereSeparator: { $0 == "/" || $0 == "!" })
        return steps.indices.compactMap { index in
            let next = index + 1 < steps.count ? steps[index + 1] : ""
            let before = index > 0 ? steps[index - 1] : ""
            return stretch(of: steps[index], behind: before, before: next)
        }
    }

    /// Nearly no path has any of these; it is asked once for each finding.
    private static func mayNameSomebody(_ path: String.UTF8View) -> Bool {
        var isStepStart = true
        for index in path.indices {
            let rest = path[index...]
            switch path[index] {
            case UInt8(ascii: "@"): return true
            case UInt8(ascii: "c"), UInt8(ascii: "C"):
                if rest.prefix(4).elementsEqual("chat".utf8, by: { $0 | 0x20 == $1 }) { return true }
            case UInt8(ascii: "D"):
                if rest.starts(with: "Direct Messages".utf8) { return true }
            default: break
            }
            if isStepStart, inboxes.contains(where: { rest.starts(with: $0.utf8) }) { return true }
            isStepStart = path[index] == UInt8(ascii: "/") || path[index] == UInt8(ascii: "!")
        }
        return false
    }

    private static func stretch(
        of step: Substring, behind before: Substring, before next: Substring
    ) -> Range<String.Index>? {
        let name = bare(step)
        for prefix in prefixes where name.lowercased().hasPrefix(prefix.lowercased()) {
            return range(name.dropFirst(prefix.count))
        }
        if common.contains(next) { return range(name) }
        if inboxes.contains(before), !next.isEmpty, let end = name.lastIndex(of: "_") {
            return range(name[..<end])
        }
        return address(in: name)
    }

    /// The name of a file without its suffix and the number of a second copy.
    private static func bare(_ step: Substring) -> Substring {
        var name = step
        for suffix in suffixes where name.lowercased().hasSuffix(suffix) {
            name = name.dropLast(suffix.count)
        }
        if name.hasSuffix(")"), let open = name.lastIndex(of: "("),
            name[open...].dropFirst().dropLast().allSatisfy(\.isNumber)
        {
            name = name[..<open]
        }
        while name.last == " " { name = name.dropLast() }
        return name
    }

    private static func range(_ text: Substring) -> Range<String.Index>? {
        text.contains(where: \.isLetter) || text.contains(where: \.isNumber)
            ? text.startIndex..<text.endIndex : nil
    }

    /// A mail address that stands in the name of a file.
    private static func address(in name: Substring) -> Range<String.Index>? {
        guard let at = name.firstIndex(of: "@") else { return nil }
        func isPart(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || "._%+-".contains(character)
        }
        let start = name[..<at].lastIndex { !isPart($0) }.map { name.index(after: $0) } ?? name.startIndex
        let end = name[name.index(after: at)...].firstIndex { !isPart($0) } ?? name.endIndex
        // Pictures for fine screens are called logo@2x.png.
        let domain = name[name.index(after: at)..<end]
        return start < at && domain.contains(".") && domain.contains(where: \.isLetter)
            && !domain.hasPrefix("2x.") && !domain.hasPrefix("3x.") ? start..<end : nil
    }
}
