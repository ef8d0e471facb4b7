import SluiceModel

/// Makes nodes of what libyaml reads.
struct YAMLComposer: ~Copyable {
    /// What is deeper was not written by a person, and would end the program's stack.
    private static let deepest = 200

    private var events: YAMLEvents
    private let file: String
    private var anchors: [String: YAMLNode] = [:]
    private var depth = 0

    private init(_ text: UnsafeBufferPointer<UInt8>, file: String) throws(Diagnostic) {
        events = try unsafe YAMLEvents(text, file: file)
        self.file = file
    }

    /// The only document of `text`; nil where there is none.
    ///
    /// - Throws: A ``Diagnostic`` where the text is no YAML, has a second document, or gives a key twice.
    static func root(of text: String, file: String) throws(Diagnostic) -> YAMLNode? {
        var text = text
        let root = text.withUTF8 { bytes in
            Result { () throws(Diagnostic) in
                var composer = try unsafe YAMLComposer(bytes, file: file)
                return try composer.onlyDocument()
            }
        }
        return try root.get()
    }

    private mutating func onlyDocument() throws(Diagnostic) -> YAMLNode? {
        _ = try events.next()
        guard case .border = try events.next() else { return nil }
        let root = try node(try events.next())
        _ = try events.next()
        guard case .streamEnd = try events.next() else {
            throw fault("bad-yaml", "a second document begins here, and only one is read")
        }
        return root
    }

    private mutating func node(_ event: YAMLEvents.Event) throws(Diagnostic) -> YAMLNode {
        let mark = events.mark
        switch event {
        case .alias(let name):
            guard let node = anchors[name] else {
                throw fault("bad-yaml", "this is no YAML: found undefined alias")
            }
            return node
        case .scalar(let scalar, let anchor):
            return named(anchor, .scalar(scalar, mark))
        case .sequenceStart(let anchor):
            return named(anchor, .sequence(try nodes(), mark))
        case .mappingStart(let anchor):
            return named(anchor, .mapping(try pairs(), mark))
        case .border, .streamEnd, .end:
            throw fault("bad-yaml", "this is no YAML: a value is missing")
        }
    }

    private mutating func named(_ anchor: String?, _ node: YAMLNode) -> YAMLNode {
        if let anchor { anchors[anchor] = node }
        return node
    }

    private mutating func nodes() throws(Diagnostic) -> [YAMLNode] {
        try descend()
        defer { depth -= 1 }
        var nodes: [YAMLNode] = []
        while true {
            let event = try events.next()
            if case .end = event { return nodes }
            nodes.append(try node(event))
        }
    }

    private mutating func pairs() throws(Diagnostic) -> [(key: YAMLNode, value: YAMLNode)] {
        try descend()
        defer { depth -= 1 }
        var pairs: [(key: YAMLNode, value: YAMLNode)] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try events.next()
            if case .end = event { return pairs }
            let key = try node(event)
            if let name = key.scalar?.text, let first = lines.updateValue(key.mark.line, forKey: name) {
                throw fault(
                    "duplicate-key", "'\(name)' is given twice", help: "the first one is in line \(first)")
            }
            pairs.append((key, try node(try events.next())))
        }
    }

    private mutating func descend() throws(Diagnostic) {
        depth += 1
        guard depth <= YAMLComposer.deepest else {
            throw fault("bad-yaml", "this is nested more than \(YAMLComposer.deepest) deep")
        }
    }

    private func fault(_ code: String, _ message: String, help: String? = nil) -> Diagnostic {
        let mark = events.mark
        return Diagnostic(code, message, file: file, line: mark.line, column: mark.column, help: help)
    }
}
