/// Says how often a four-byte string may be expected in text, with bit 0x20 of every byte set.
struct GramFrequency: Sendable {
    static let shared = GramFrequency()

    /// The alphabet of ``GramData``; a byte's symbol is its low five bits and bit 0x40.
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-".utf8)

    /// The share of places at which each pair of symbols stands, row by row.
    private let pairs: [Float]
    /// The share of each symbol.
    private let singles: [Float]
    /// Open addressing by ``slot(_:)``: keys of four symbols, 24 bits, and their share; key 0xFFFFFFFF is free.
    private var keys: [UInt32]
    private var shares: [Float]
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
        let pairs = decode(GramData.pairs).map { levels[Int($0)] }
        self.pairs = pairs
        singles = (0..<64).map { row in pairs[row * 64..<row * 64 + 64].reduce(0, +) }
        keys = Array(repeating: .max, count: 1 << 13)
        shares = Array(repeating: 0, count: 1 << 13)
        let quadruples = decode(GramData.quadruples)
        var least: Float = 1
        for entry in stride(from: 0, to: quadruples.count - 4, by: 5) {
            let key = quadruples[entry..<entry + 4].reduce(UInt32(0)) { $0 << 6 | UInt32($1) }
            var slot = GramFrequency.slot(key)
            while keys[slot] != .max { slot = (slot + 1) & (1 << 13 - 1) }
            keys[slot] = key
            shares[slot] = levels[Int(quadruples[entry + 4])]
            least = min(least, shares[slot])
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

    private mutating func addHeaders() {
        let symbols = GramFrequency.headers.utf8.map { UInt32(GramFrequency.symbol($0 | 0x20)) }
        for first in 0..<symbols.count - 3 {
            let key = symbols[first..<first + 4].reduce(UInt32(0)) { $0 << 6 | $1 }
            var slot = GramFrequency.slot(key)
            while keys[slot] != .max && keys[slot] != key { slot = (slot + 1) & (1 << 13 - 1) }
            keys[slot] = key
            shares[slot] = max(shares[slot], GramFrequency.headerShare)
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
        let key = UInt32(p << 18 | q << 12 | r << 6 | s)
        var slot = GramFrequency.slot(key)
        while keys[slot] != .max {
            if keys[slot] == key { return shares[slot] }
            slot = (slot + 1) & (1 << 13 - 1)
        }
        let chain = pairs[p << 6 | q] * pairs[q << 6 | r] * pairs[r << 6 | s] / (singles[q] * singles[r])
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
                product *= pairs[first << 6 | GramFrequency.symbol(byte)] / max(singles[first], 1e-9)
            case (false, true): product *= max(single(byte), (0x61...0x7A).contains(byte) ? 0.15 : 0)
            case (_, false): product *= before == 0xE3 ? GramFrequency.trails[byte] ?? 0.02 : single(byte)
            }
        }
        return product
    }

    /// How often ä, ö, ü, ß are among the characters that begin with 0xC3, by their second byte; bit 0x20 is set.
    private static let trails: [UInt8: Float] = [0xA4: 0.3, 0xB6: 0.15, 0xBC: 0.35, 0xBF: 0.15]

    /// The share of places at which two symbols stand next to each other.
    func share(_ first: Int, _ second: Int) -> Float { pairs[first << 6 | second] }

    /// The share of places with a symbol.
    func share(of symbol: Int) -> Float { singles[symbol] }

    private func single(_ byte: UInt8) -> Float {
        guard byte >= 0x80 else { return singles[GramFrequency.symbol(byte)] }
        return byte == 0xE3 ? 2.5 * GramFrequency.nonASCIIShare : GramFrequency.nonASCIIShare
    }

    /// The share of places at which a byte of `first` stands before one of `second`.
    func share(_ first: [UInt8], _ second: [UInt8]) -> Float {
        var sum: Float = 0
        for a in first {
            for b in second {
                sum +=
                    (a | b) < 0x80
                    ? pairs[GramFrequency.symbol(a) << 6 | GramFrequency.symbol(b)] : single(a) * single(b)
            }
        }
        return sum
    }

    /// About how often a byte of each of four sets follows one another, by pairs alone: cheap for big sets.
    func estimatedShare(_ sets: [[UInt8]]) -> Float {
        var chain = Chain()
        for set in sets { follow(&chain, set) }
        return chain.share
    }

    /// A chain of sets of bytes, of which one stands behind the other, as far as it was followed.
    struct Chain {
        /// A byte of the last set, and how often text ends in it that follows the chain before.
        fileprivate struct End {
            var byte: UInt8
            var share: Float
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
    func follow(_ chain: inout Chain, _ set: [UInt8]) {
        swap(&chain.ends, &chain.spare)
        chain.ends.removeAll(keepingCapacity: true)
        chain.ends.reserveCapacity(set.count)
        for byte in set {
            let sum = chain.isEmpty ? single(byte) : share(behind: chain.spare, byte)
            chain.ends.append(Chain.End(byte: byte, share: sum))
        }
        chain.length += 1
    }

    /// How often text that ends as `ends` say goes on with a byte.
    private func share(behind ends: [Chain.End], _ byte: UInt8) -> Float {
        var sum: Float = 0
        for end in ends {
            guard (end.byte | byte) < 0x80 else {
                sum += end.share * single(byte)
                continue
            }
            let from = GramFrequency.symbol(end.byte)
            let pair = pairs[from << 6 | GramFrequency.symbol(byte)]
            sum += end.share * pair / max(singles[from], 1e-9)
        }
        return sum
    }
}
