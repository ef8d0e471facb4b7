import SluiceModel

/// Rules in a compact form that is read back without parsing: what travels inside the program.
public enum PackedRules {
    /// Raised with every change of the form.
    private static let version = 1

    /// What is packed beside the rules' meaning.
    public enum Detail: Sendable {
        /// Everything but the set's warnings and hash.
        case everything
        /// Without the places in files, so that equal rules give equal bytes wherever they stand.
        case meaning
    }

    /// The bytes are UTF-8.
    public static func bytes(of set: RuleSet, detail: Detail = .everything) -> [UInt8] {
        var coder = RuleEncoder(detail: detail)
        coder.encode(set)
        var head = PackWriter()
        head.write(version)
        head.write(coder.files)
        return head.bytes + coder.writer.bytes
    }

    /// - Throws: Where `bytes` are not what ``bytes(of:detail:)`` gives for everything.
    public static func ruleSet(from bytes: [UInt8]) throws(PackFault) -> RuleSet {
        var reader = PackReader(bytes)
        guard try reader.number() == version else { throw PackFault() }
        let files = try reader.texts()
        var decoder = RuleDecoder(reader: reader, files: files)
        let set = try decoder.ruleSet()
        guard decoder.reader.isAtEnd else { throw PackFault() }
        return set
    }
}
