/// Rules in a compact form that is read back without parsing: what travels inside the program.
///
/// The form is UTF-8 text: a version, the names of the files, what the rules mean, where they stand in the files, what
/// the engine found out about their patterns.
/// A set's warnings and hash are not part of it.
public enum PackedRules {
    /// Raised with every change of the form.
    private static let version = 6

    public static func bytes(of set: RuleSet) -> [UInt8] {
        let coder = encoded(set)
        var whole = PackWriter()
        whole.write(version)
        whole.write(coder.files)
        whole.write(coder.writer)
        whole.write(coder.places)
        whole.write(coder.analyses)
        return whole.bytes
    }

    /// The part of the form that is equal for equal rules, wherever their files stand.
    public static func meaning(of set: RuleSet) -> [UInt8] { encoded(set).writer.bytes }

    /// The same part of what ``bytes(of:)`` gave.
    ///
    /// - Throws: Where `bytes` are something else.
    public static func meaning(in bytes: [UInt8]) throws(PackFault) -> ArraySlice<UInt8> {
        var reader = PackReader(bytes[...])
        return try open(&reader).meaning
    }

    /// The rules of which ``bytes(of:)`` gave `bytes`.
    ///
    /// - Throws: Where `bytes` are something else.
    public static func ruleSet(from bytes: [UInt8]) throws(PackFault) -> RuleSet {
        var reader = PackReader(bytes[...])
        let (files, meaning) = try open(&reader)
        let places = try reader.part()
        let analyses = try reader.part()
        var decoder = RuleDecoder(
            meaning: PackReader(meaning), places: PackReader(places), analyses: PackReader(analyses),
            files: files)
        let set = try decoder.ruleSet()
        guard reader.isAtEnd, decoder.isAtEnd else { throw PackFault() }
        return set
    }

    private static func open(
        _ reader: inout PackReader
    ) throws(PackFault) -> (files: [String], meaning: ArraySlice<UInt8>) {
        guard try reader.number() == version else { throw PackFault() }
        return (files: try reader.texts(), meaning: try reader.part())
    }

    private static func encoded(_ set: RuleSet) -> RuleEncoder {
        var coder = RuleEncoder()
        coder.encode(set)
        return coder
    }
}
