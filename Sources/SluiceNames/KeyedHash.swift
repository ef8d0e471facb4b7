import CNameHash
import SluiceDigest
import SluiceModel

/// HMAC (RFC 2104) with SHA-256, of which the two hashes have taken up the key once and for all.
///
/// Each finding has two names or three, so a code must cost no more than the blocks that are its own.
struct KeyedHash: Sendable {
    private var key = sluice_name_key()

    init(_ secret: [UInt8]) {
        let size = Int(sluice_name_key_block)
        let short = secret.count > size ? SHA256.hash(secret).bytes : secret
        let block = short + [UInt8](repeating: 0, count: size - short.count)
        unsafe sluice_name_key_init(&key, block)
    }

    func code(_ text: inout NameText) -> HashCode {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: KeyedHash.size) { codes in
            guard let target = codes.baseAddress else { return HashCode(words: [0, 0, 0, 0]) }
            text.lend { text, count in
                unsafe withUnsafePointer(to: key) { unsafe sluice_name_hash($0, text, count, target) }
            }
            return unsafe HashCode(UnsafeRawBufferPointer(codes), at: 0)
        }
    }

    /// The codes of two texts, which cost little more than one.
    func codes(_ first: inout NameText, _ second: inout NameText) -> (HashCode, HashCode) {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * KeyedHash.size) { codes in
            let none = HashCode(words: [0, 0, 0, 0])
            guard let target = codes.baseAddress else { return (none, none) }
            first.lend { first, firstCount in
                second.lend { second, secondCount in
                    unsafe withUnsafePointer(to: key) {
                        unsafe sluice_name_hash_pair($0, first, firstCount, second, secondCount, target)
                    }
                }
            }
            let bytes = UnsafeRawBufferPointer(codes)
            return unsafe (HashCode(bytes, at: 0), HashCode(bytes, at: KeyedHash.size))
        }
    }

    private static let size = Int(sluice_name_code)
}

extension HashCode {
    fileprivate init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
        }
        words = [word(0), word(1), word(2), word(3)]
    }
}

/// What a name is made of, one field after the other in one text.
struct NameText: ~Copyable, Sendable {
    var bytes = GrowingBytes()

    mutating func begin(_ label: StaticString) {
        bytes.removeAll()
        bytes.append(label)
    }

    /// Lends the text, with room behind it for what the hash appends.
    @safe mutating func lend(_ body: (UnsafeMutablePointer<UInt8>, Int) -> Void) {
        bytes.withMutableBytes(room: Int(sluice_name_room)) { unsafe body($0, $1) }
    }
}
