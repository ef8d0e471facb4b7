import EngineOracle
import TestSupport

/// Makes texts in which patterns match: their own samples, whole, cut and altered, among words and rubbish.
struct TextGenerator {
    var random: SeededGenerator

    private static let words = [
        "der", "die", "Schlüssel", "und", "Größe", "the", "meeting", "on", "Monday", "token", "api", "Key",
        "2024",
        "10:30", "foo@bar.de", "key=", "passwort:", "straße", "ISTANBUL", "İstanbul", "task", "Kasse",
        "\u{212A}elvin",
        "ſalz", "1234", "86 095 742 719", "aaaa", "abab", "((a)b)", "deadbeef", "ghp_", "sk-", "-----", "日本語",
        "😀",
        "naïve", "e\u{301}", "\u{2028}", "\u{85}", "\u{A0}", "x", "K", "s", "SS", "ß", "AKIA", "eyJ", "://",
        "xyxy", "ks",
    ]
    /// The same without ``RareLetters``, for which the engine has a way of its own.
    private static let plainWords = words.filter { !$0.contains("\u{212A}") && !$0.contains("ſ") }
    private static let gaps = [
        " ", " ", " ", "\n", "\r\n", ", ", ". ", "\t", "", "", "'", "\"", ";", "=", ":", "-",
    ]
    private static let rubbish: [[UInt8]] = [
        [0xFF], [0xC3], [0xA4], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0x80, 0x80],
        [0xC0, 0xAF],
        [0xF4, 0x90, 0x80, 0x80], [0x00], [0x00, 0x00], [0xFE], [0xE2, 0x28, 0xA1],
    ]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Whether the text that is being made may hold letters such as ſ.
    private var isPlain = false

    /// One text for these patterns; most are short.
    mutating func text(for trees: [PatternTree]) -> [UInt8] {
        isPlain = random.chance(50)
        defer { isPlain = false }
        switch random.below(40) {
        case 0: return []
        case 1..<12: return Array((plant(trees) + noise(20)).shuffledEnds(&random).prefix(random.below(41)))
        case 12..<18: return plant(trees)
        case 18..<23: return plant(trees) + plant(trees) + plant(trees)
        case 23..<30:
            return noise(random.below(60)) + plant(trees) + noise(random.below(30)) + plant(trees)
                + noise(random.below(9))
        case 30..<37:
            return spoiled(noise(random.below(30)) + plant(trees) + noise(random.below(30)) + plant(trees))
        case 37: return sparse(3000, trees, every: 400)
        default: return sparse(600, trees, every: 60)
        }
    }

    /// A text of about `size` bytes with a plant about every `distance` bytes; lines may be very long.
    mutating func sparse(_ size: Int, _ trees: [PatternTree], every distance: Int, oneLine: Bool? = nil)
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        let oneLine = oneLine ?? random.chance(30)
        // Stretches with and without such letters: a filter for each of them meets the other's borders.
        let wasPlain = isPlain
        defer { isPlain = wasPlain }
        while bytes.count < size {
            if size > 8 << 10, random.chance(4) { isPlain.toggle() }
            let words = noise(random.below(2 * distance))
            bytes += oneLine ? words.map { $0 == 0x0A ? 0x20 : $0 } : words
            bytes += random.chance(10) ? random.pick(Self.rubbish) : []
            bytes += plant(trees)
        }
        return bytes
    }

    /// About `size` bytes of words.
    mutating func noise(_ size: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < size {
            bytes += random.pick(isPlain ? Self.plainWords : Self.words).utf8
            bytes += random.pick(Self.gaps).utf8
        }
        return bytes
    }

    private mutating func plant(_ trees: [PatternTree]) -> [UInt8] {
        let sample = random.pick(trees).sample(&random)
        return random.chance(55) ? sample : altered(sample)
    }

    private mutating func altered(_ sample: [UInt8]) -> [UInt8] {
        guard !sample.isEmpty else { return sample }
        var bytes = sample
        let place = random.below(bytes.count)
        switch random.below(7) {
        case 0: bytes.removeFirst(place)
        case 1: bytes.removeLast(place)
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(random.pick(Array("a7 -\nK".utf8)), at: place)
        case 4: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 5: bytes.replaceSubrange(place..<place, with: random.pick(Self.rubbish))
        default: return folded(sample)
        }
        return bytes
    }

    /// Letters in the other case, also as those that only case folding takes for the same.
    private mutating func folded(_ sample: [UInt8]) -> [UInt8] {
        sample.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "k"), UInt8(ascii: "K"):
                random.pick([[byte], [byte ^ 0x20], isPlain ? [byte] : Array("\u{212A}".utf8)])
            case UInt8(ascii: "s"), UInt8(ascii: "S"):
                random.pick([[byte], [byte ^ 0x20], isPlain ? [byte] : Array("ſ".utf8)])
            case UInt8(ascii: "i"), UInt8(ascii: "I"): random.pick([[byte], [byte ^ 0x20], Array("İ".utf8)])
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                [random.chance(50) ? byte : byte ^ 0x20]
            default: [byte]
            }
        }
    }

    private mutating func spoiled(_ text: [UInt8]) -> [UInt8] {
        var bytes = text
        for _ in 0...random.below(4) {
            let place = random.below(bytes.count + 1)
            bytes.replaceSubrange(place..<place, with: random.pick(Self.rubbish))
        }
        return bytes
    }
}

extension [UInt8] {
    /// The same bytes, begun somewhere else, so that what stood at the head may stand anywhere.
    fileprivate func shuffledEnds(_ random: inout SeededGenerator) -> [UInt8] {
        guard !isEmpty, random.chance(50) else { return self }
        let place = random.below(count)
        return Array(self[place...] + self[..<place])
    }
}
