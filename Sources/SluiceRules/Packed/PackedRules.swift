import SluiceDigest
public import SluiceModel

/// Rules in a compact form that is read back without parsing: what travels inside the program.
///
/// The form is UTF-8 text: a version, the set's hash, the names of the files, what the rules mean, where they stand in
/// the files, what the engine found out about their patterns.
/// A set's warnings are not part of it.
public enum PackedRules {
    /// Raised with every change of the form.
    private static let version = 8

    public static func bytes(of set: RuleSet) -> [UInt8] {
        let coder = encoded(set)
        var whole = PackWriter()
        whole.write(version)
        whole.write(set.hash)
        whole.write(coder.files)
        whole.write(coder.writer)
        whole.write(coder.places)
        whole.write(coder.analyses)
        return whole.bytes
    }

    /// The part of the form that is equal for equal rules, wherever their files stand.
    public static func meaning(of set: RuleSet) -> [UInt8] { encoded(set).writer.bytes }

    /// The hash of a set as ``RuleSet/hash`` has it: SHA-256, in hexadecimal, over ``meaning(of:)``.
    public static func hash(of set: RuleSet) -> String {
        SHA256.hash(meaning(of: set)).hexadecimal
    }

    /// The rules of which ``bytes(of:)`` gave `bytes`.
    ///
    /// - Throws: Where `bytes` are something else.
    public static func ruleSet(from bytes: [UInt8]) throws(PackFault) -> RuleSet {
        try unsafe bytes.withUnsafeBufferPointer { buffer throws(PackFault) in
            try unsafe ruleSet(from: buffer, RuleDecoder.Manner(keepsBytes: false))
        }
    }

    /// The same of a literal, whose bytes need not be copied.
    ///
    /// Without examples it takes less time; they are for people and for tests.
    ///
    /// - Throws: As ``ruleSet(from:)`` does.
    public static func ruleSet(
        from bytes: StaticBytes, withExamples: Bool
    ) throws(PackFault) -> RuleSet {
        try unsafe ruleSet(
            from: bytes.buffer, RuleDecoder.Manner(keepsBytes: true, skipsExamples: !withExamples))
    }

    private static func ruleSet(
        from bytes: UnsafeBufferPointer<UInt8>, _ manner: RuleDecoder.Manner
    ) throws(PackFault) -> RuleSet {
        var reader = unsafe PackReader(bytes)
        guard try reader.number() == version else { throw PackFault() }
        let hash = try reader.text()
        let files = try reader.texts()
        var decoder = unsafe RuleDecoder(
            meaning: PackReader(try reader.part()), places: PackReader(try reader.part()),
            analyses: PackReader(try reader.part()), files: files, manner)
        var set = try decoder.ruleSet()
        guard reader.isAtEnd, decoder.isAtEnd else { throw PackFault() }
        set.hash = hash
        return set
    }

    private static func encoded(_ set: RuleSet) -> RuleEncoder {
        var coder = RuleEncoder()
        coder.encode(set)
        return coder
    }
}
