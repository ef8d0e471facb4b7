/// Says how often a four-byte string may be expected in text, with bit 0x20 of every byte set.
///
/// `@unchecked` because nobody writes after `init`.
@safe
final class GramFrequency: @unchecked Sendable {
    static let shared = GramFrequency()

    /// The alphabet of ``GramData``; a byte's symbol is its low five bits and bit 0x40.
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-".utf8)

    /// A string by its four symbols, 24 bits, and its share; no string at all in a place that is free.
    private struct Known {
        static let free = UInt32.max

        var key = free
        var share: Float = 0
    }

    // Plain memory that is kept for ever: the planner asks for millions of shares.

    /// The share of places at which each pair of symbols stands, row by row.
    private let pairs: UnsafeMutablePointer<Float>
    /// The share of each symbol.
    private let singles: UnsafeMutablePointer<Float>
    /// Open addressing by ``slot(_:)``.
    private let known: UnsafeMutablePointer<Known>
    private static let slots = 1 << 13
    /// No string that is not kept by name is more frequent than this.
    private let ceiling: Float
    /// What a byte beyond ASCII is taken to be worth.
    private static let nonASCIIShare: Float = 0.004

    private init() {
        var numbers = [UInt8](repeating: 0, count: 256)
        for (number, character) in GramFrequency.alphabet.enumerated() {
            numbers[Int(character)] = UInt8(number)
        }
        let levels = (0..<64).map { GramFrequency.share(level: $0) }
        let decode = { (text: StaticString) -> [UInt8] in
            unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
                .map { numbers[Int($0)] }
        }
        unsafe pairs = .allocate(capacity: 64 * 64)
        unsafe singles = .allocate(capacity: 64)
        unsafe known = .allocate(capacity: GramFrequency.slots)
        let numbersOfPairs = decode(GramData.pairs)
        for row in 0..<64 {
            var sum: Float = 0
            for place in row * 64..<row * 64 + 64 {
                let share = levels[Int(numbersOfPairs[place])]
                unsafe (pairs + place).initialize(to: share)
                sum += share
            }
            unsafe (singles + row).initialize(to: sum)
        }
        unsafe known.initialize(repeating: Known(), count: GramFrequency.slots)
        let quadruples = decode(GramData.quadruples)
        var least: Float = 1
        for entry in stride(from: 0, to: quadruples.count - 4, by: 5) {
            var key: UInt32 = 0
            for place in entry..<entry + 4 { key = key << 6 | UInt32(quadruples[place]) }
            var slot = GramFrequency.slot(key)
            while unsafe known[slot].key != Known.free { slot = (slot + 1) & (GramFrequency.slots - 1) }
            let share = levels[Int(quadruples[entry + 4])]
            unsafe known[slot] = Known(key: key, share: share)
            least = min(least, share)
        }
        ceiling = least
        addHeaders()
    }

    /// What stands at the top of every mail is common where mails are scanned, though prose does not know it.
    private static let headers = """
        Return-Path: Received: from with ESMTPS id for Message-ID: Date: From: To: Cc: Subject: Reply-To: In-Reply-To:
        References: MIME-Version: 1.0 Content-Type: text/plain; charset=UTF-8 text/html; multipart/alternative;
        multipart/mixed; boundary= Content-Transfer-Encoding: quoted-printable base64 8bit 7bit Content-Disposition:
        inline; attachment; filename= Content-Language: User-Agent: X-Mailer: Importance: Delivered-To: Sender:
        Thread-Topic: Thread-Index: List-Unsubscribe: mailto: https://www.example.com/ smtp imap
        name@mail.example <user@host.example> 0100 0200 0000 2019 2020 2021 2022 2023 2024 2025 2026 2027 10.1 10.2
        """
    /// The share of places at which a string of these is taken to stand at least.
    private static let headerShare: Float = 3e-4

    private func addHeaders() {
        let symbols = GramFrequency.headers.utf8.map { UInt32(GramFrequency.symbol($0 | 0x20)) }
        for first in 0..<symbols.count - 3 {
            let key = symbols[first..<first + 4].reduce(UInt32(0)) { $0 << 6 | $1 }
            var slot = GramFrequency.slot(key)
            while unsafe known[slot].key != Known.free && known[slot].key != key {
                slot = (slot + 1) & (GramFrequency.slots - 1)
            }
            let share = unsafe max(known[slot].share, GramFrequency.headerShare)
            unsafe known[slot] = Known(key: key, share: share)
        }
    }

    private static func slot(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> 19) }

    /// `2^(-level/2)`, without a mathematics library.
    private static func share(level: Int) -> Float {
        let whole = Float(sign: .plus, exponent: -(level / 2), significand: 1)
        return level % 2 == 0 ? whole : whole * 0.707_106_8
    }

    /// A byte's low five bits and bit 0x40: letters of either case are one.
    static func symbol(_ byte: UInt8) -> Int { Int(byte & 0x1F) | Int(byte & 0x40) >> 1 }

    /// The share of places at which the four bytes stand; bit 0x20 is set in each of them.
    func share(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Float {
        guard (a | b | c | d) < 0x80 else { return shareBeyondASCII(a, b, c, d) }
        let (p, q, r, s) = (
            GramFrequency.symbol(a), GramFrequency.symbol(b), GramFrequency.symbol(c), GramFrequency.symbol(d)
        )
        let key = UInt32(truncatingIfNeeded: p &<< 18 | q &<< 12 | r &<< 6 | s)
        var slot = GramFrequency.slot(key)
        while true {
            let entry = unsafe known[slot]
            if entry.key == key { return entry.share }
            if entry.key == Known.free { break }
            slot = (slot &+ 1) & (GramFrequency.slots &- 1)
        }
        let chain =
            unsafe pairs[p &<< 6 | q] * pairs[q &<< 6 | r] * pairs[r &<< 6 | s] / (singles[q] * singles[r])
        return min(ceiling, chain)
    }

    /// Four bytes of which some are beyond ASCII, which the tables do not hold: German letters stand before and behind
    /// few others (*für*, *rück*), so each of these is taken to be frequent there.
    private func shareBeyondASCII(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Float {
        var product = single(a)
        for (before, byte) in [(a, b), (b, c), (c, d)] {
            switch (before < 0x80, byte < 0x80) {
            case (true, true):
                let first = GramFrequency.symbol(before)
                let pair = unsafe pairs[first << 6 | GramFrequency.symbol(byte)]
                product *= unsafe pair / max(singles[first], 1e-9)
            case (false, true): product *= max(single(byte), (0x61...0x7A).contains(byte) ? 0.15 : 0)
            case (_, false): product *= before == 0xE3 ? GramFrequency.trails[byte] ?? 0.02 : single(byte)
            }
        }
        return product
    }

    /// How often ä, ö, ü, ß are among the characters that begin with 0xC3, by their second byte; bit 0x20 is set.
    private static let trails: [UInt8: Float] = [0xA4: 0.3, 0xB6: 0.15, 0xBC: 0.35, 0xBF: 0.15]

    /// The share of places at which two symbols stand next to each other.
    func share(_ first: Int, _ second: Int) -> Float { unsafe pairs[first << 6 | second] }

    /// The share of places with a byte of a set.
    func share(of set: ByteSet) -> Float {
        var sum: Float = 0
        set.forEach { sum += single($0) }
        return sum
    }

    private func single(_ byte: UInt8) -> Float {
        guard byte >= 0x80 else { return unsafe singles[GramFrequency.symbol(byte)] }
        return byte == 0xE3 ? 2.5 * GramFrequency.nonASCIIShare : GramFrequency.nonASCIIShare
    }

    /// The share of places at which a byte of `first` stands before one of `second`.
    func share(_ first: [UInt8], _ second: [UInt8]) -> Float {
        var sum: Float = 0
        for a in first {
            for b in second {
                sum +=
                    unsafe (a | b) < 0x80
                    ? pairs[GramFrequency.symbol(a) << 6 | GramFrequency.symbol(b)] : single(a) * single(b)
            }
        }
        return sum
    }

    /// How often four bytes of these sets stand in text, one after the other: each string by itself.
    func share(_ a: ByteSet, _ b: ByteSet, _ c: ByteSet, _ d: ByteSet) -> Float {
        var sum: Float = 0
        a.forEach { a in
            b.forEach { b in
                c.forEach { c in
                    d.forEach { d in sum += share(a, b, c, d) }
                }
            }
        }
        return sum
    }

    /// About how often a byte of each of some sets follows one another, by pairs alone: cheap for big sets.
    func estimatedShare(_ sets: ArraySlice<ByteSet>) -> Float {
        var chain = Chain()
        for set in sets { follow(&chain, set) }
        return chain.share
    }

    /// A chain of sets of bytes, of which one stands behind the other, as far as it was followed.
    struct Chain {
        /// A byte of the last set, and how often text ends in it that follows the chain before.
        fileprivate struct End {
            var share: Float
            /// How often the byte stands in text.
            var single: Float
            /// Where the pairs begin that it is the first of; negative for a byte beyond ASCII.
            var row: Int32
        }

        fileprivate var ends: [End] = []
        /// The ends before, of which only the room is used again.
        fileprivate var spare: [End] = []
        fileprivate var length = 0

        var isEmpty: Bool { length == 0 }
        /// How often text follows all of it.
        var share: Float { ends.reduce(0) { $0 + $1.share } }

        mutating func removeAll() {
            ends.removeAll(keepingCapacity: true)
            length = 0
        }
    }

    /// Lets a byte of `set` follow.
    func follow(_ chain: inout Chain, _ set: ByteSet) {
        swap(&chain.ends, &chain.spare)
        chain.ends.removeAll(keepingCapacity: true)
        chain.ends.reserveCapacity(set.count)
        let isFirst = chain.isEmpty
        set.forEach { byte in
            let single = single(byte)
            let sum = isFirst ? single : share(behind: chain.spare, byte, single)
            let row = byte < 0x80 ? Int32(GramFrequency.symbol(byte) << 6) : -1
            chain.ends.append(Chain.End(share: sum, single: max(single, 1e-9), row: row))
        }
        chain.length += 1
    }

    /// How often text that ends as `ends` say goes on with a byte.
    private func share(behind ends: [Chain.End], _ byte: UInt8, _ single: Float) -> Float {
        var sum: Float = 0
        let symbol = GramFrequency.symbol(byte)
        let isASCII = byte < 0x80
        for end in ends {
            if isASCII, end.row >= 0 {
                sum += unsafe end.share * pairs[Int(end.row) | symbol] / end.single
            } else {
                sum += end.share * single
            }
        }
        return sum
    }
}
