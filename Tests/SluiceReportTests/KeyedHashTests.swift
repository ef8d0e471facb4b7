import CNameHash
import SluiceDigest
import SluiceModel
import SluiceNames
import TestSupport
import Testing

@testable import SluiceReport

@Suite("The keyed hash of names")
struct KeyedHashTests {
    private static let room = Int(sluice_name_room)

    /// A text as the hash takes it, with room behind it.
    private func text(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// As RFC 2104 defines it.
    private func expected(_ text: [UInt8], _ secret: [UInt8]) -> [UInt8] {
        let short = secret.count > 64 ? SHA256.hash(secret).bytes : secret
        let key = short + [UInt8](repeating: 0, count: 64 - short.count)
        let inner = SHA256.hash(key.map { $0 ^ 0x36 } + text).bytes
        return SHA256.hash(key.map { $0 ^ 0x5C } + inner).bytes
    }

    private func key(_ secret: [UInt8]) -> sluice_name_key {
        var key = sluice_name_key()
        let block = secret + [UInt8](repeating: 0, count: Int(sluice_name_key_block) - secret.count)
        unsafe sluice_name_key_init(&key, block)
        return key
    }

    @Test("is HMAC with SHA-256, by the processor's instructions and without them", arguments: 0..<200)
    func lengths(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let secret = text(1 + count % 64, &random)
        var key = key(secret)
        let (one, other) = (text(count, &random), text(199 - count, &random))
        for isPortable in [false, true] {
            var room = one + [UInt8](repeating: 7, count: Self.room)
            var code = [UInt8](repeating: 0, count: Int(sluice_name_code))
            if isPortable {
                unsafe sluice_name_hash_portable(&key, &room, one.count, &code)
            } else {
                unsafe sluice_name_hash(&key, &room, one.count, &code)
            }
            #expect(code == expected(one, secret))
        }
        var first = one + [UInt8](repeating: 7, count: Self.room)
        var second = other + [UInt8](repeating: 7, count: Self.room)
        var codes = [UInt8](repeating: 0, count: 2 * Int(sluice_name_code))
        unsafe sluice_name_hash_pair(&key, &first, one.count, &second, other.count, &codes)
        #expect(codes == expected(one, secret) + expected(other, secret))
    }

    @Test("gives the names that its fields make", arguments: [16, 64, 65, 200])
    func names(size: Int) throws {
        var random = SeededGenerator(seed: 3)
        let secret = (0..<size).map { _ in UInt8.random(in: 0x21...0x7E, using: &random) }
        let key = try #require(NameKey(secret))
        var finding = try Findings.make("Meine Steuer-ID ist ⟦86 095 742 719⟧.")
        finding.occurrence = 2
        func field(_ bytes: [UInt8]) -> [UInt8] { Array("\0\(bytes.count):".utf8) + bytes }
        func name(_ text: [UInt8], _ count: Int) -> String {
            expected(text, secret).prefix(count).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
        }
        let rule = Array(finding.rule.description.utf8)
        let value = Array("value".utf8) + field(rule) + field(finding.normalizedValue.revealed)
        let place = Array("finding".utf8) + field(finding.sameness.revealed) + field(Array("2".utf8))
        #expect(key.valueID(finding) == name(value, 8))
        #expect(key.fingerprint(finding) == name(place, 16))
        let person = Array("person".utf8) + field(Array("erika".utf8))
        #expect(key.pseudonym(of: "Erika") == "p-" + name(person, 4))
        #expect(key.identifier == name(Array("key".utf8), 8))
    }

    @Test("gives a finding the names that it has alone, whatever stood before it")
    func namesInARow() throws {
        let recorder = Recorder(mask: Mask(), names: NameKey())
        let file = try Findings.make("Meine Steuer-ID ist ⟦86 095 742 719⟧.")
        let changes: [(inout Finding) -> Void] = [
            { _ in }, { $0.occurrence = 2 }, { $0.location.origin.path = "anders.txt" },
            { $0.location.part = "1.2" }, { $0.location.part = "1.3" }, { $0.location.partKind = .subject },
            { $0.location.origin.message = 7 }, { $0.location.origin.messageID = "eins" },
            { $0.channel = .mail }, { $0.author = Person(name: "Erika Muster") }, { $0.time = 12 },
        ]
        var findings: [Finding] = []
        for change in changes {
            var finding = file
            finding.channel = findings.count < 8 ? .file : .mail
            change(&finding)
            findings += [finding, finding, file]
        }
        let alone = findings.map { recorder.record($0).fingerprint }
        #expect(recorder.records(findings).map(\.fingerprint) == alone)
        // Neither a message's number nor its way alone is part of a name.
        #expect(Set(alone).count == changes.count - 2)
    }
}
