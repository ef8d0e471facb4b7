import SluiceModel

/// Reads objects of no known export: fields by the map or by their names, and everything else as it stands.
///
/// What no field claims is scanned as a stretch of the file, names included: a number beside the word that says what
/// it is, is worth more than alone, and the places are those of the file.
struct RecordReader {
    private let roles: FieldRoles
    private let organisation: Organisation
    /// What the fields of the last record were, by their order; records of one file are much alike.
    private var known: [(name: PackedName, role: FieldRole)] = []
    private var shapes = RecordShapes()

    /// What becomes of a field.
    enum FieldRole: Hashable {
        case field(FieldMap.Field, isGuess: Bool)
        /// A mapped name lies within.
        case container
        case rest
    }

    init(_ options: ReadingOptions) {
        roles = FieldRoles(options.map)
        organisation = options.organisation
    }

    /// Adds the parts of `object` and gives what else is known of it; nil where it has no text of its own.
    mutating func read(_ object: JSONValue, path: String?, into builder: inout MessageBuilder) -> MessageFacts
    {
        guard object.kind == .object else {
            builder.add(.comment, stretch: object.range, of: object.tokens, member: path)
            return MessageFacts()
        }
        var record = Record(path: path, isBrief: builder.gatherer != nil)
        readMembers(of: object, prefix: nil, &record, &builder)
        guard record.hasText else {
            // Without a text the names of fields say little, so that everything is scanned.
            builder.discard()
            builder.add(.comment, stretch: object.range, of: object.tokens, member: path)
            return MessageFacts()
        }
        record.flush(object.tokens, &builder)
        if !record.isBrief { record.facts.authorRole = organisation.role(of: record.facts.author) }
        record.facts.channel = record.facts.author == nil ? .file : .social
        return record.facts
    }

    /// Gathers the texts of the record that begins with `token` at `start` as ``read(_:path:into:)`` does, where it is of
    /// a known shape and fills its line; gives where that ends and the next token.
    @inline(__always)
    mutating func gather(
        _ tokens: JSONTokens, _ token: Int, at start: Int, _ gatherer: TextGatherer, mayHoldHTML: Bool
    ) -> (next: Int, end: Int)? {
        shapes.gather(tokens, token, at: start, gatherer, mayHoldHTML: mayHoldHTML)
    }

    /// Remembers the shape of the record that begins with `token`, which was read last.
    mutating func learn(_ tokens: JSONTokens, _ token: Int) {
        guard shapes.wantsMore else { return }
        var shape: RecordShape? = RecordShape()
        var index = 0
        let record = JSONValue(tokens: tokens, token: token)
        for member in record.members {
            guard index < known.count, let name = tokens.packed(member.key), known[index].name == name else {
                shape = nil
                break
            }
            shape?.add(name, length: member.key.count, known[index].role)
            index += 1
        }
        shapes.add(record.kind == .object ? shape : nil)
    }

    private mutating func readMembers(
        of object: JSONValue, prefix: String?, _ record: inout Record, _ builder: inout MessageBuilder
    ) {
        let tokens = object.tokens
        var index = 0
        for member in object.members {
            let role = role(of: member, at: index, prefix: prefix, tokens)
            index += 1
            switch role {
            case .container where member.value.kind == .object:
                record.flush(tokens, &builder)
                let name = JSONValue(tokens: tokens, token: member.token).string ?? ""
                let path = prefix.map { $0 + "." + name } ?? name
                readMembers(of: member.value, prefix: path, &record, &builder)
            case .field(let field, let isGuess):
                if record.take(field, member, isGuess: isGuess, &builder) { continue }
                record.extend(member)
            case .container, .rest: record.extend(member)
            }
        }
    }

    @inline(__always)
    private mutating func role(
        of member: JSONMember, at index: Int, prefix: String?, _ tokens: JSONTokens
    ) -> FieldRole {
        guard prefix == nil, let name = tokens.packed(member.key) else {
            return namedRole(of: member, prefix: prefix, tokens)
        }
        if index < known.count, known[index].name == name { return known[index].role }
        let role = namedRole(of: member, prefix: nil, tokens)
        if index < known.count {
            known[index] = (name, role)
        } else if known.count < 64 {
            while known.count < index { known.append((PackedName(low: 0, high: 0, count: 17), .rest)) }
            known.append((name, role))
        }
        return role
    }

    private func namedRole(of member: JSONMember, prefix: String?, _ tokens: JSONTokens) -> FieldRole {
        guard member.key.count <= 256 else { return .rest }
        var name = JSONValue(tokens: tokens, token: member.token).string ?? ""
        if let prefix { name = prefix + "." + name }
        if roles.leadsInto(name) { return .container }
        return roles.role(of: name).map { .field($0.field, isGuess: $0.isGuess) } ?? .rest
    }
}

/// One record that is being read: what is known of it, and the stretch of fields that nothing claimed.
struct Record {
    let path: String?
    /// Whether nobody wants to know more of the facts than that there are some.
    let isBrief: Bool
    var facts = MessageFacts()
    private(set) var hasText = false
    private var rest: Range<Int>?

    init(path: String?, isBrief: Bool) {
        self.path = path
        self.isBrief = isBrief
    }

    /// Adds `member` to the stretch that is scanned as it stands.
    mutating func extend(_ member: JSONMember) {
        let end = member.value.end
        // The name begins at its quote.
        rest = (rest?.lowerBound ?? member.key.lowerBound - 1)..<end
        worth = worth || Record.isWorthScanning(member)
    }

    private var worth = false

    private static func isWorthScanning(_ member: JSONMember) -> Bool {
        let isWord = member.value.kind == .word
        let bytes = isWord ? member.value.range : member.value.content
        return isWorthScanning(bytes?.count ?? 1, isWord: isWord, member.key.count)
    }

    /// Flags, small numbers and the like under plain names say nothing.
    @inline(__always)
    static func isWorthScanning(_ count: Int, isWord: Bool, _ nameLength: Int) -> Bool {
        isWord && nameLength <= 24 ? count >= 6 : count > 0
    }

    /// Ends the stretch of fields that nothing claimed.
    mutating func flush(_ tokens: JSONTokens, _ builder: inout MessageBuilder) {
        if let rest, worth { builder.add(.comment, stretch: rest, of: tokens, member: path) }
        rest = nil
        worth = false
    }

    /// Takes a field for what its name says; false where its value is not of that kind.
    mutating func take(
        _ field: FieldMap.Field, _ member: JSONMember, isGuess: Bool, _ builder: inout MessageBuilder
    ) -> Bool {
        let value = member.value
        if value.isNull { return true }
        switch field {
        case .text, .title:
            guard let content = value.content else { return false }
            hasText = true
            flush(value.tokens, &builder)
            let name = path.map {
                $0 + "." + (JSONValue(tokens: value.tokens, token: member.token).string ?? "")
            }
            builder.add(field == .text ? .body : .subject, field: content, of: value.tokens, member: name)
        case .author where isBrief && value.isPlain(upTo: 200):
            guard facts.author == nil || !isGuess else { return false }
            facts.author = Person()
        case .author:
            if value.kind == .object, facts.author == nil { facts.author = Person(in: value) }
            guard let name = value.string, name.utf8.count <= 200 else { return false }
            guard facts.author == nil || !isGuess else { return false }
            facts.author = Person(called: name)
        case .recipient where isBrief && value.isPlain(upTo: 200): break
        case .recipient:
            guard let name = value.string, name.utf8.count <= 200 else { return false }
            facts.recipients.append(Person(called: name))
        case .time:
            guard let time = value.time else { return false }
            if facts.time == nil || !isGuess { facts.time = time }
        case .thread where isBrief && value.isPlain(upTo: 200):
            guard facts.thread == nil || !isGuess else { return false }
            facts.thread = ""
        case .thread:
            guard let name = value.stringOrNumber, name.utf8.count <= 200 else { return false }
            guard facts.thread == nil || !isGuess else { return false }
            facts.thread = name
        case .id where isBrief && value.isPlain(upTo: 24):
            guard facts.id == nil, !isGuess || !value.holdsBlank else { return false }
            facts.id = ""
        case .id:
            guard let id = value.stringOrNumber, facts.id == nil, id.utf8.count <= (isGuess ? 24 : 200),
                !isGuess || !id.utf8.contains(0x20)
            else { return false }
            facts.id = id
        }
        flush(value.tokens, &builder)
        return true
    }
}

extension JSONValue {
    /// Whether a space stands in the text.
    @inline(__always)
    fileprivate var holdsBlank: Bool {
        guard let content else { return false }
        return tokens.withSpan(content) { text in text.indices.contains { text[$0] == 0x20 } }
    }

    /// Whether it is a text of at most so many bytes that holds no escapes.
    @inline(__always)
    fileprivate func isPlain(upTo most: Int) -> Bool {
        guard let content, content.count <= most else { return false }
        return !tokens.hasEscapes(content)
    }
}

extension Person {
    /// Somebody whom an object describes; nil where it names nobody.
    init?(in object: JSONValue) {
        let name =
            object["name"]?.name ?? object["displayName"]?.name ?? object["display_name"]?.name
            ?? object["username"]?.name ?? object["login"]?.name ?? object["screen_name"]?.name
        let address = object["email"]?.name ?? object["address"]?.name
        guard name != nil || address != nil else { return nil }
        self.init(name: name, address: address)
    }

    /// Somebody known by one word: an address, where it looks like one, else a name.
    init(called name: String) {
        let bytes = name.utf8
        let isAddress =
            bytes.contains(UInt8(ascii: "@")) && bytes.first != UInt8(ascii: "@")
            && !bytes.contains(UInt8(ascii: " "))
        self = isAddress ? Person(address: name) : Person(name: name)
    }
}
