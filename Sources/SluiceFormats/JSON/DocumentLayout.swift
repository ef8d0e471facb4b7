import SluiceModel

/// Where in a document its messages lie, so that a long one can be cut between them.
///
/// The splitter and the reader ask the same questions, and both ask only what does not depend on where was cut.
struct DocumentLayout: Hashable, Sendable {
    /// The names of arrays whose elements are messages; where nil, the array at the root is one, and those arrays of
    /// objects that stand in the root object or in an object in it.
    var messages: Set<String>?
    /// The names of arrays whose elements may hold such arrays; an empty name means the root.
    var holders: Set<String> = []

    /// Containers by their place alone.
    static let byPlace = DocumentLayout()

    enum Role: Hashable {
        /// Goes around messages: its members are read one by one.
        case frame
        /// Its elements are messages, or hold them.
        case array
        /// Is read as one, or lies in what is.
        case unit
        /// An object of which is not known before its end whether it is a frame or a unit.
        case open
    }

    /// How many containers the root object must have in it to be a dictionary of them, and no message.
    static let dictionarySize = 64
    /// Messages do not lie deeper than this.
    static let depth = 8

    /// Whether the first byte that is no space is a brace; `bytes` are the 64 behind a bracket, or all there are.
    static func beginsWithObject(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where !JSONTokens.isSpace(bytes[index]) { return bytes[index] == 0x7B }
        return false
    }

    /// What an array called `name` is; `holdsObjects` says whether its first element is an object.
    func roleOfArray(_ name: String?, around frames: [DocumentFrame], holdsObjects: Bool) -> Role {
        guard frames.count < DocumentLayout.depth else { return .unit }
        guard let messages else {
            if frames.isEmpty { return .array }
            return frames.count <= 2 && frames.allSatisfy { !$0.isArray } && holdsObjects ? .array : .unit
        }
        let name = name ?? ""
        return (!name.isEmpty && messages.contains(name)) || holders.contains(name) ? .array : .unit
    }

    func roleOfObject(around frames: [DocumentFrame]) -> Role {
        guard frames.count < DocumentLayout.depth else { return .unit }
        if messages == nil { return frames.count <= 1 && frames.allSatisfy { !$0.isArray } ? .open : .unit }
        // Elements of an array of messages are messages, whatever they hold.
        if let last = frames.last, last.isArray, !holders.contains(last.name ?? "") { return .unit }
        return .open
    }
}

/// A container that goes around messages.
struct DocumentFrame: Hashable, Sendable {
    var isArray: Bool
    /// The name of the member that it is; nil for elements of arrays, and for the root.
    var name: String?
    /// The number of the element or member that comes next, from 0.
    var index = 0
    /// How many containers an object has in it, of those that have ended.
    var containers = 0
    /// Whether an array of messages has ended in it.
    var holdsMessages = false
    var facts = FrameFacts()

    /// The place of the next element in these frames, as JSONPath writes it (RFC 9535).
    static func path(_ frames: [DocumentFrame], member: String? = nil) -> String {
        var path = "$"
        for frame in frames {
            if let name = frame.name { path += step(name) }
            if frame.isArray { path += "[\(frame.index)]" }
        }
        return member.map { path + step($0) } ?? path
    }

    static func step(_ name: String) -> String {
        let isPlain =
            !name.isEmpty
            && name.utf8.allSatisfy {
                $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || (0x30...0x39).contains($0) || $0 == 0x5F
                    || $0 >= 0x80
            }
        return isPlain ? "." + name : "['" + name + "']"
    }
}

/// What the members of a frame say: the chat's name, who takes part.
///
/// A member of a member is named with a dot: `channel.name`, `participants.0.name`.
struct FrameFacts: Hashable, Sendable {
    private var values: [(name: String, value: String)] = []

    /// Longer members say nothing about messages.
    static let longestMember = 4096
    private static let most = 256

    init() {}

    subscript(_ name: String) -> String? { values.first { $0.name == name }?.value }

    /// The values whose names begin and end like that.
    func all(_ prefix: String, _ suffix: String = "") -> [String] {
        values.filter { $0.name.hasPrefix(prefix) && $0.name.hasSuffix(suffix) }.map(\.value)
    }

    mutating func add(_ name: String, _ value: JSONValue, depth: Int = 0) {
        guard values.count < FrameFacts.most, value.range.count <= FrameFacts.longestMember else { return }
        switch value.kind {
        case .string, .word:
            if let text = value.stringOrNumber { values.append((name, text)) }
        case .object where depth < 3:
            for member in value.members {
                let key = JSONValue(tokens: value.tokens, token: member.token).string ?? ""
                add(name + "." + key, member.value, depth: depth + 1)
            }
        case .array where depth < 3:
            for (index, element) in value.elements.enumerated() {
                add("\(name).\(index)", element, depth: depth + 1)
            }
        case .object, .array: break
        }
    }

    /// Adds the members that `bytes` consists of, a stretch of an object between two commas.
    mutating func add(membersIn bytes: Span<UInt8>) {
        var copy: [UInt8] = []
        JSONEscapes.append(bytes, to: &copy)
        let storage = TextStorage(copy)
        JSONIndexer().withTokens(of: storage, in: 0..<storage.count) { tokens in
            var linker = JSONLinker(inside: [false])
            let end = linker.link(tokens, 0..<tokens.count)
            var token = 0
            while token + 2 < end {
                guard tokens.first(token) == 0x22, tokens.first(token + 1) == 0x3A else {
                    token += 1
                    continue
                }
                let next = tokens.next(behind: token + 2)
                if next <= end {
                    let name = JSONValue(tokens: tokens, token: token).string ?? ""
                    add(name, JSONValue(tokens: tokens, token: token + 2))
                }
                token = next
            }
        }
    }

    static func == (left: FrameFacts, right: FrameFacts) -> Bool {
        left.values.elementsEqual(right.values) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(values.count) }
}
