import Crypto
public import SluiceModel

/// The key from which values, findings and people get names that say nothing of them.
///
/// Under one key the same value has the same name from run to run; without the key nobody can try out which
/// value a name stands for.
public struct NameKey: Sendable {
    /// The hash that has taken up the key and nothing else; a copy of it begins each name.
    private let keyed: HMAC<SHA256>

    /// A random key, whose names hold for this run only.
    public init() { keyed = HMAC(key: SymmetricKey(size: .bits256)) }

    /// The key that a file holds: its bytes without the white space at the end; nil where there are fewer than 16.
    public init?(_ bytes: [UInt8]) {
        let end = bytes.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { $0 + 1 } ?? 0
        guard end >= 16 else { return nil }
        keyed = HMAC(key: SymmetricKey(data: bytes[..<end]))
    }

    /// Groups findings of the same value: of the rule and the normalised value.
    public func valueID(_ finding: Finding) -> String {
        var fields = NameFields("value")
        fields.add(finding.rule.description)
        fields.add(finding.normalizedValue)
        return name(fields, bytes: 8)
    }

    /// Names a finding from run to run: of the value and its place, without lines and numbers of messages.
    ///
    /// See ``Finding/sameness`` for what a place is. The second of two findings that are the same has a name of its
    /// own; which of them is the second may change when one is added before.
    public func fingerprint(_ finding: Finding) -> String {
        var fields = NameFields("finding")
        fields.add(finding.sameness)
        if finding.occurrence > 1 { fields.add(String(finding.occurrence)) }
        return name(fields, bytes: 16)
    }

    /// The pseudonym of somebody, known by the address, else by the name.
    public func pseudonym(_ person: Person) -> String {
        pseudonym(of: person.address ?? person.name ?? "")
    }

    /// Eight bytes that only this key gives for these fields; `purpose` keeps the codes of one use from another's.
    public func code(_ purpose: String, _ fields: [String]) -> [UInt8] {
        var text = NameFields("code")
        text.add(purpose)
        for field in fields { text.add(field) }
        var hash = keyed
        hash.update(data: text.text)
        return Array(hash.finalize().prefix(8))
    }

    /// The pseudonym of whoever has this name or address.
    public func pseudonym(of name: some StringProtocol) -> String {
        var fields = NameFields("person")
        fields.add(name.lowercased())
        return "p-" + self.name(fields, bytes: 4)
    }

    /// Names the key itself, by which two runs are known to give the same names.
    public var identifier: String { name(NameFields("key"), bytes: 8) }

    /// The first bytes of the keyed hash of some fields, in hexadecimal.
    private func name(_ fields: NameFields, bytes: Int) -> String {
        var hash = keyed
        hash.update(data: fields.text)
        return Hexadecimal.text(hash.finalize().prefix(bytes))
    }
}

/// What a name is made of, one field after the other in one text.
private struct NameFields {
    private(set) var text: [UInt8] = []

    init(_ label: String) {
        text.reserveCapacity(256)
        text += label.utf8
    }

    mutating func add(_ field: String) { add(field.utf8) }
    mutating func add(_ field: Secret) { add(field.revealed) }

    private mutating func add(_ field: some Collection<UInt8>) {
        // The length keeps two fields from being taken for one another.
        text.append(0)
        text += String(field.count).utf8
        text.append(0x3A)
        text += field
    }
}

enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digit(byte &>> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
