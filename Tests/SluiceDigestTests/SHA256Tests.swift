import SluiceDigest
import TestSupport
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "is as FIPS 180-4 has it, over block borders too",
        arguments: [
            ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("a", 1000, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
        ])
    func vectors(text: String, count: Int, digest: String) {
        let hash = SHA256.hash(String(repeating: text, count: count))
        #expect(hash.hexadecimal == digest)
        #expect(hash.hexadecimal(first: 8) == digest.prefix(16))
    }

    @Test("is the same in whatever pieces a text comes", arguments: [1, 3, 63, 64, 65, 1000])
    func pieces(size: Int) {
        var random = SeededGenerator(seed: 7)
        let text = (0..<1000).map { _ in UInt8.random(in: 0...255, using: &random) }
        var hash = SHA256()
        for start in stride(from: 0, to: text.count, by: size) {
            hash.update(text[start..<min(start + size, text.count)].span)
        }
        #expect(hash.finalize() == SHA256.hash(text))
    }

    @Test("differs by one bit of the text")
    func difference() {
        let one = SHA256.hash([1])
        #expect(one == SHA256.hash([1]) && one != SHA256.hash([0]))
    }
}
