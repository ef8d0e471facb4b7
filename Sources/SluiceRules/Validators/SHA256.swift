/// SHA-256 (FIPS 180-4) for check sums of a few bytes.
///
/// By hand, since this target is linked into the tool that packs rules while everything is built, and a library
/// of cryptography is not worth that for check digits.
enum SHA256 {
    /// Vector: of `abc` it begins with BA 78 16 BF.
    static func hash(_ message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [
            0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB,
            0x5BE0_CD19,
        ]
        let blocks = padded(message)
        for start in stride(from: 0, to: blocks.count, by: 64) {
            compress(Array(blocks[start..<start + 64]), into: &state)
        }
        return state.flatMap { bigEndian(UInt64($0), bytes: 4) }
    }

    private static func padded(_ message: [UInt8]) -> [UInt8] {
        var blocks = message + [0x80]
        while blocks.count % 64 != 56 { blocks.append(0) }
        return blocks + bigEndian(UInt64(message.count) * 8, bytes: 8)
    }

    private static func bigEndian(_ number: UInt64, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (bytes - 1 - $0))) }
    }

    private static func compress(_ block: [UInt8], into state: inout [UInt32]) {
        let words = schedule(block)
        var work = state
        for round in 0..<64 {
            let choice = work[4] & work[5] ^ ~work[4] & work[6]
            let majority = work[0] & work[1] ^ work[0] & work[2] ^ work[1] & work[2]
            let first =
                work[7] &+ (turn(work[4], 6) ^ turn(work[4], 11) ^ turn(work[4], 25)) &+ choice
                &+ constants[round] &+ words[round]
            let second = (turn(work[0], 2) ^ turn(work[0], 13) ^ turn(work[0], 22)) &+ majority
            work = [first &+ second] + work[0..<7]
            work[4] = work[4] &+ first
        }
        for index in state.indices { state[index] = state[index] &+ work[index] }
    }

    private static func schedule(_ block: [UInt8]) -> [UInt32] {
        var words = (0..<16).map { index in
            block[4 * index..<4 * index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let low = words[index - 15]
            let high = words[index - 2]
            let first = turn(low, 7) ^ turn(low, 18) ^ low >> 3
            let second = turn(high, 17) ^ turn(high, 19) ^ high >> 10
            words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
        }
        return words
    }

    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    /// The first 32 bits of the fractions of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4,
        0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7,
        0xC19B_F174,
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC,
        0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351,
        0x1429_2967,
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E,
        0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585,
        0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F,
        0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7,
        0xC671_78F2,
    ]
}
