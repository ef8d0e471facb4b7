import SluiceModel

/// What the first bytes of a document say about the rest.
struct JSONSample: Sendable {
    /// Whether all this can be JSON.
    private(set) var isDocument = false
    private(set) var rootIsArray = false
    /// The names of all members in sight.
    private(set) var names: Set<String> = []
    /// The part of X's archive that the document says it is, such as `tweets`.
    private(set) var archivePart: String?

    /// Looks at `bytes`, which are all there are where `isWhole`; nil where they begin as no document does.
    init?(_ bytes: Span<UInt8>, isWhole: Bool) {
        var start = BytePlaces.markLength(bytes)
        while start < bytes.count, JSONTokens.isSpace(bytes[start]) { start += 1 }
        guard start < bytes.count else { return nil }
        let rest = bytes.extracting(start..<bytes.count)
        if let part = JSONSample.archivePart(rest) {
            archivePart = part.name
            start += part.length
        }
        guard start < bytes.count, bytes[start] == 0x7B || bytes[start] == 0x5B else { return nil }
        rootIsArray = bytes[start] == 0x5B
        var copy: [UInt8] = []
        JSONEscapes.append(bytes.extracting(start..<bytes.count), to: &copy)
        let storage = TextStorage(copy)
        JSONIndexer().withTokens(of: storage, in: 0..<storage.count) { tokens in
            look(at: tokens, isWhole: isWhole)
        }
    }

    private mutating func look(at tokens: JSONTokens, isWhole: Bool) {
        var linker = JSONLinker()
        let end = linker.link(tokens, 0..<tokens.count)
        var areWords = true
        for token in 0..<end {
            switch tokens.first(token) {
            case 0x22 where tokens.first(token + 1) == 0x3A && names.count < 512:
                names.insert(JSONValue(tokens: tokens, token: token).string ?? "")
            case 0x22, 0x7B, 0x7D, 0x5B, 0x5D, 0x3A, 0x2C: break
            case UInt8(ascii: ";") where archivePart != nil: break
            default: areWords = areWords && (isWord(tokens, token) || token == tokens.count - 1 && !isWhole)
            }
        }
        // A string that is cut off is no string.
        let fits = end == tokens.count || end >= max(2, isWhole ? tokens.count * 3 / 4 : tokens.count - 1)
        isDocument = fits && areWords && (tokens.count > 2 || archivePart != nil)
    }

    /// A number, or one of the three words of JSON.
    private func isWord(_ tokens: JSONTokens, _ token: Int) -> Bool {
        let range = tokens.place(token)..<tokens.end(token)
        if tokens.bytes(in: range, are: "true") || tokens.bytes(in: range, are: "false")
            || tokens.bytes(in: range, are: "null")
        {
            return true
        }
        return tokens.withSpan(range) { word in
            var digits = 0
            for index in word.indices {
                switch word[index] {
                case 0x30...0x39: digits += 1
                case UInt8(ascii: "-") where index == 0: break
                case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"),
                    UInt8(ascii: "-"):
                    if digits == 0 { return false }
                default: return false
                }
            }
            return digits > 0
        }
    }

    /// `window.YTD.tweets.part0 = `, which makes a script of each file of X's archive.
    private static func archivePart(_ bytes: Span<UInt8>) -> (name: String, length: Int)? {
        let head = bytes.extracting(first: 128)
        guard head.count > 8, head[0] == UInt8(ascii: "w") || head[0] == UInt8(ascii: "Y"),
            let equals = BytePlaces.first(0x3D, in: head)
        else { return nil }
        let text = unsafe head.extracting(first: equals).withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        let steps = text.split(separator: ".")
        guard let mark = steps.firstIndex(of: "YTD"), mark <= 1, steps.count > mark + 1 else { return nil }
        var length = equals + 1
        while length < bytes.count, JSONTokens.isSpace(bytes[length]) { length += 1 }
        return (String(steps[mark + 1]), length)
    }
}
