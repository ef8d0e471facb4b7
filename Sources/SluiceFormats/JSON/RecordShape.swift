import SluiceText

/// The names of a record's fields in their order, and what each field is.
///
/// Records of one file are mostly alike: one that has the same names in the same order needs no more than a look at what
/// its values are. What is unusual in any way is left to ``RecordReader``, which reads everything.
struct RecordShape {
    struct Field {
        var name: PackedName
        var length: Int
        var use: Use
    }

    /// What becomes of a field's value.
    enum Use {
        case text
        /// A name of at most so many bytes, without escapes; `takesNumbers` where a number will do.
        case name(most: Int, takesNumbers: Bool, takesBlanks: Bool)
        case time
        /// Scanned as it stands, together with its neighbours.
        case rest
    }

    private(set) var fields: [Field] = []
    private var roles: Set<FieldMap.Field> = []
    /// Whether records of this shape can be told by looking at their values alone.
    private var isPlain = true

    private static let most = 32

    /// Whether it is of any use: what people wrote stands in it.
    var isUseful: Bool {
        isPlain && fields.count <= RecordShape.most
            && fields.contains { if case .text = $0.use { true } else { false } }
    }

    mutating func add(_ name: PackedName, length: Int, _ role: RecordReader.FieldRole) {
        guard fields.count <= RecordShape.most else { return }
        guard let use = use(role) else { return isPlain = false }
        fields.append(Field(name: name, length: length, use: use))
    }

    private mutating func use(_ role: RecordReader.FieldRole) -> Use? {
        switch role {
        case .container: return nil
        case .rest: return .rest
        case .field(let field, let isGuess):
            let isFirst = roles.insert(field).inserted
            switch field {
            case .text, .title: return .text
            case .time: return .time
            case .recipient: return .name(most: 200, takesNumbers: false, takesBlanks: true)
            // Of two that claim to be the author only one is.
            case .author: return isFirst ? .name(most: 200, takesNumbers: false, takesBlanks: true) : nil
            case .thread: return isFirst ? .name(most: 200, takesNumbers: true, takesBlanks: true) : nil
            case .id: return isFirst ? .name(most: 24, takesNumbers: true, takesBlanks: !isGuess) : nil
            }
        }
    }
}

/// The shapes of a file's records that were met first.
struct RecordShapes {
    private var shapes: [RecordShape] = []
    private var looks = 0

    private static let most = 4
    private static let mostLooks = 16

    /// Whether another shape is looked at; files of many shapes are read without them.
    var wantsMore: Bool { shapes.count < RecordShapes.most && looks < RecordShapes.mostLooks }

    mutating func add(_ shape: RecordShape?) {
        looks += 1
        if let shape, shape.isUseful { shapes.append(shape) }
    }

    @inline(__always)
    func gather(
        _ tokens: JSONTokens, _ token: Int, at start: Int, _ gatherer: TextGatherer, mayHoldHTML: Bool
    ) -> (next: Int, end: Int)? {
        for index in shapes.indices {
            if let found = tokens.gather(
                shapes[index].fields, token, at: start, gatherer, mayHoldHTML: mayHoldHTML)
            {
                return found
            }
        }
        return nil
    }
}

extension JSONTokens {
    /// A value as it stands between two tokens.
    struct Value {
        /// Where the quote before its name stands.
        var name: Int
        var range: Range<Int>
        var isString: Bool

        /// What a string holds, or the whole of another value.
        @inline(__always)
        var content: Range<Int> { isString ? range.lowerBound + 1..<range.upperBound - 1 : range }
    }

    /// Gathers the texts of the record of such fields that begins with `token` at `start` and ends with its line.
    ///
    /// Nil where it is not just so, or where a text is HTML; nothing is gathered then.
    @inline(__always)
    fileprivate func gather(
        _ fields: [RecordShape.Field], _ token: Int, at start: Int, _ gatherer: TextGatherer,
        mayHoldHTML: Bool
    ) -> (next: Int, end: Int)? {
        let last = token + 4 * fields.count
        guard last < count, place(token) == start, byte(at: start) == 0x7B else { return nil }
        let end = place(last) + 1
        guard byte(at: end - 1) == 0x7D, end == byteCount || byte(at: end) == 0x0A else { return nil }
        var rest = RecordRest(mayHoldHTML: mayHoldHTML)
        var token = token
        for field in fields {
            guard let value = value(of: field, behind: token), take(value, of: field, &rest, gatherer) else {
                gatherer.discard()
                return nil
            }
            token += 4
        }
        rest.flush(self, gatherer)
        guard !rest.hasHTML else {
            gatherer.discard()
            return nil
        }
        return (last + 1, end)
    }

    /// The value of a field that stands behind the bracket or comma `token` and before another.
    @inline(__always)
    private func value(of field: RecordShape.Field, behind token: Int) -> Value? {
        let (key, colon, start) = (place(token + 1), place(token + 2), place(token + 3))
        let end = place(token + 4)
        guard isNear(place(token), key), byte(at: key) == 0x22, colon == key + field.length + 2,
            byte(at: colon - 1) == 0x22, byte(at: colon) == 0x3A, isNear(colon, start),
            packed(key + 1..<colon - 1) == field.name
        else { return nil }
        let (first, last, mark) = (byte(at: start), byte(at: end - 1), byte(at: end))
        guard mark == 0x2C || mark == 0x7D, first != 0x7B, first != 0x5B, !JSONTokens.isSpace(last) else {
            return nil
        }
        guard first == 0x22 else { return Value(name: key, range: start..<end, isString: false) }
        return last == 0x22 && end > start + 1 ? Value(name: key, range: start..<end, isString: true) : nil
    }

    /// Whether nothing but a space may stand between two tokens.
    @inline(__always)
    private func isNear(_ first: Int, _ second: Int) -> Bool {
        second == first + 1 || second == first + 2 && byte(at: first + 1) == 0x20
    }

    @inline(__always)
    private func take(
        _ value: Value, of field: RecordShape.Field, _ rest: inout RecordRest, _ gatherer: TextGatherer
    ) -> Bool {
        switch field.use {
        case .rest:
            rest.extend(value, nameLength: field.length)
            return true
        case .text:
            guard value.isString else { return false }
            rest.flush(self, gatherer)
            rest.append(value.content, self, gatherer)
            return true
        case .time:
            guard withSpan(value.content, { TimeText.isTime($0) }) else { return false }
        case .name(let most, let takesNumbers, let takesBlanks):
            guard value.content.count <= most, value.isString || takesNumbers && isNumber(value) else {
                return false
            }
            for place in value.content {
                let byte = byte(at: place)
                if byte == 0x5C || byte == 0x20 && !takesBlanks { return false }
            }
        }
        rest.flush(self, gatherer)
        return true
    }

    @inline(__always)
    private func isNumber(_ value: Value) -> Bool {
        let first = byte(at: value.range.lowerBound)
        return first &- 0x30 < 10 || first == 0x2D
    }
}

/// The fields next to each other that nothing claimed.
private struct RecordRest {
    private var range: Range<Int>?
    private var isWorth = false
    /// Whether a mark of HTML stands somewhere near.
    private let mayHoldHTML: Bool
    /// Whether HTML was met.
    private(set) var hasHTML = false

    @inline(__always)
    init(mayHoldHTML: Bool) { self.mayHoldHTML = mayHoldHTML }

    @inline(__always)
    mutating func extend(_ value: JSONTokens.Value, nameLength: Int) {
        range = (range?.lowerBound ?? value.name)..<value.range.upperBound
        isWorth = isWorth || Record.isWorthScanning(value.content.count, isWord: !value.isString, nameLength)
    }

    @inline(__always)
    mutating func flush(_ tokens: JSONTokens, _ gatherer: TextGatherer) {
        if let range, isWorth { append(range, tokens, gatherer) }
        range = nil
        isWorth = false
    }

    /// Gathers a stretch of JSON, its escapes as what they mean, and looks whether it is HTML.
    @inline(__always)
    mutating func append(_ range: Range<Int>, _ tokens: JSONTokens, _ gatherer: TextGatherer) {
        let length = tokens.withSpan(range) { gatherer.append(decoded: $0) }
        // Only an escape can hide a mark of HTML from a look at the bytes.
        if mayHoldHTML || length < range.count, gatherer.endsWithHTML(length) { hasHTML = true }
    }
}
