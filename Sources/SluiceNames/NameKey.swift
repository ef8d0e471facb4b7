public import SluiceModel

/// The key from which values, findings and people get names that say nothing of them.
///
/// Under one key the same value has the same name from run to run; without the key nobody can try out which
/// value a name stands for.
public struct NameKey: Sendable {
    private let keyed: KeyedHash

    /// A random key, whose names hold for this run only.
    public init() {
        var random = SystemRandomNumberGenerator()
        keyed = KeyedHash((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    /// The key that a file holds: its bytes without the white space at the end; nil where there are fewer than 16.
    public init?(_ bytes: [UInt8]) {
        let end = bytes.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { $0 + 1 } ?? 0
        guard end >= 16 else { return nil }
        keyed = KeyedHash(Array(bytes[..<end]))
    }

    /// Groups findings of the same value: of the rule and the normalised value.
    public func valueID(_ finding: Finding) -> String { valueCode(finding).name }

    /// ``valueID(_:)`` as a number.
    public func valueCode(_ finding: Finding) -> ValueCode {
        var text = NameText()
        text.begin("value")
        text.bytes.appendField(finding.rule.description)
        text.bytes.appendField(finding.normalizedValue)
        return ValueCode(keyed.code(&text))
    }

    /// Names a finding from run to run: of the value and its place, without lines and numbers of messages.
    ///
    /// See ``Finding/sameness`` for what a place is. The second of two findings that are the same has a name of its
    /// own; which of them is the second may change when one is added before.
    public func fingerprint(_ finding: Finding) -> String {
        var texts = FindingTexts()
        return unsafe withUnsafePointer(to: finding) { unsafe codes(of: $0, &texts).fingerprint.name }
    }

    /// The names of a finding's value and of the finding, as numbers, by texts that are used again and again.
    public func codes(
        of finding: UnsafePointer<Finding>, _ texts: inout FindingTexts
    ) -> (value: ValueCode, fingerprint: FingerprintCode) {
        unsafe texts.begin(finding)
        let (value, place) = keyed.codes(&texts.value, &texts.finding)
        return (ValueCode(value), FingerprintCode(place))
    }

    /// The name of a finding's value alone.
    public func code(ofValueOf finding: UnsafePointer<Finding>, _ texts: inout FindingTexts) -> ValueCode {
        unsafe texts.beginValue(of: finding)
        return ValueCode(keyed.code(&texts.value))
    }

    /// The pseudonym of somebody, known by the address, else by the name.
    public func pseudonym(_ person: Person) -> String {
        pseudonym(of: person.address ?? person.name ?? "")
    }

    /// Eight bytes that only this key gives for these fields; `purpose` keeps the codes of one use from another's.
    public func code(_ purpose: String, _ fields: [String]) -> [UInt8] {
        var text = NameText()
        text.begin("code")
        text.bytes.appendField(purpose)
        for field in fields { text.bytes.appendField(field) }
        return keyed.code(&text).bytes(8)
    }

    /// The pseudonym of whoever has this name or address.
    public func pseudonym(of name: some StringProtocol) -> String {
        var text = NameText()
        text.begin("person")
        text.bytes.appendField(name.lowercased())
        return "p-" + Hexadecimal.text(keyed.code(&text).words[0]).prefix(8)
    }

    /// Names the key itself, by which two runs are known to give the same names.
    public var identifier: String {
        var text = NameText()
        text.begin("key")
        return Hexadecimal.text(keyed.code(&text).words[0])
    }
}
