import Crypto
public import SluiceModel

/// The key from which values, findings and people get names that say nothing of them.
///
/// Under one key the same value has the same name from run to run; without the key nobody can try out which
/// value a name stands for.
public struct NameKey: Sendable {
    private let key: SymmetricKey

    /// A random key, whose names hold for this run only.
    public init() { key = SymmetricKey(size: .bits256) }

    /// The key that a file holds: its bytes without the white space at the end; nil where there are fewer than 16.
    public init?(_ bytes: [UInt8]) {
        let end = bytes.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { $0 + 1 } ?? 0
        guard end >= 16 else { return nil }
        key = SymmetricKey(data: bytes[..<end])
    }

    /// Groups findings of the same value: of the rule and the normalised value.
    public func valueID(_ finding: Finding) -> String {
        name("value", [Array(finding.rule.description.utf8), finding.normalizedValue.revealed], bytes: 8)
    }

    /// Names a finding from run to run: of the value and its place, without line and time.
    public func fingerprint(_ finding: Finding) -> String {
        let location = finding.location
        let message = location.origin.messageID ?? location.origin.message.map(String.init) ?? ""
        let place = [location.origin.path, message, location.partKind.rawValue, location.part ?? ""]
        let fields = [Array(finding.rule.description.utf8), finding.normalizedValue.revealed]
        return name("finding", fields + place.map { Array($0.utf8) }, bytes: 16)
    }

    /// The pseudonym of somebody, known by the address, else by the name.
    public func pseudonym(_ person: Person) -> String {
        let text = (person.address ?? person.name ?? "").lowercased()
        return "p-" + name("person", [Array(text.utf8)], bytes: 4)
    }

    /// The first bytes of the keyed hash of some fields, in hexadecimal.
    private func name(_ label: String, _ fields: [[UInt8]], bytes: Int) -> String {
        var text = Array(label.utf8)
        for field in fields {
            // The length keeps two fields from being taken for one another.
            text.append(0)
            text += Array(String(field.count).utf8) + [0x3A] + field
        }
        let code = HMAC<SHA256>.authenticationCode(for: text, using: key)
        return Hexadecimal.text(code.prefix(bytes))
    }
}

enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
