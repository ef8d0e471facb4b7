import Crypto
public import SluiceModel

/// The key from which values, findings and people get names that say nothing of them.
///
/// Under one key the same value has the same name from run to run; without the key nobody can try out which
/// value a name stands for.
public struct NameKey: Sendable {
    private let keyed: KeyedHash

    /// A random key, whose names hold for this run only.
    public init() {
        keyed = KeyedHash(unsafe SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Array($0) })
    }

    /// The key that a file holds: its bytes without the white space at the end; nil where there are fewer than 16.
    public init?(_ bytes: [UInt8]) {
        let end = bytes.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { $0 + 1 } ?? 0
        guard end >= 16 else { return nil }
        keyed = KeyedHash(Array(bytes[..<end]))
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
        return Array(keyed.code(text.text).prefix(8))
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
        unsafe keyed.code(fields.text).withUnsafeBytes { code in
            unsafe Hexadecimal.text(UnsafeRawBufferPointer(rebasing: code.prefix(bytes)))
        }
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

/// HMAC (RFC 2104) with SHA-256, of which the two hashes have taken up the key once and for all.
///
/// Each finding has two names or three, so a code must cost no more than the blocks that are its own.
private struct KeyedHash: Sendable {
    private static let block = 64

    private let inner: SHA256
    private let outer: SHA256

    init(_ key: [UInt8]) {
        var key = key.count > KeyedHash.block ? Array(SHA256.hash(data: key)) : key
        key += [UInt8](repeating: 0, count: KeyedHash.block - key.count)
        var (inner, outer) = (SHA256(), SHA256())
        inner.update(data: key.map { $0 ^ 0x36 })
        outer.update(data: key.map { $0 ^ 0x5C })
        self.inner = inner
        self.outer = outer
    }

    func code(_ text: [UInt8]) -> SHA256.Digest {
        var (inner, outer) = (inner, outer)
        unsafe text.withUnsafeBytes { unsafe inner.update(bufferPointer: $0) }
        unsafe inner.finalize().withUnsafeBytes { unsafe outer.update(bufferPointer: $0) }
        return outer.finalize()
    }
}

enum Hexadecimal {
    static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        unsafe String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
            for index in 0..<bytes.count {
                let byte = unsafe bytes[index]
                unsafe text[2 * index] = digit(byte &>> 4)
                unsafe text[2 * index + 1] = digit(byte & 15)
            }
            return 2 * bytes.count
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
