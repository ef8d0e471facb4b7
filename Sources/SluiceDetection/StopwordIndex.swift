/// Says whether any of many short words stands in a value, in any case.
///
/// A rule of gitleaks brings some 1,500 of them, so they are looked up by their first three letters.
final class StopwordIndex: Sendable {
    private let words: [[UInt8]]
    private let byHead: [UInt32: [Int]]
    /// One bit for each hash of a head, which spares most looks into ``byHead``.
    private let headBits: [UInt64]
    /// Words of one or two letters.
    private let short: [[UInt8]]

    init(_ list: [String]) {
        words = list.map { CaselessSearch.lowered(Array($0.utf8)) }
        short = words.filter { (1...2).contains($0.count) }
        var byHead: [UInt32: [Int]] = [:]
        for (index, word) in words.enumerated() where word.count >= 3 {
            byHead[StopwordIndex.head(word[0], word[1], word[2]), default: []].append(index)
        }
        self.byHead = byHead
        var bits = [UInt64](repeating: 0, count: 512)
        for head in byHead.keys {
            bits[StopwordIndex.hash(head) >> 6] |= 1 << UInt64(StopwordIndex.hash(head) & 63)
        }
        headBits = bits
    }

    func isContained(in value: Span<UInt8>) -> Bool {
        for word in short where CaselessSearch.firstIndex(of: word, in: value, 0..<value.count) != nil {
            return true
        }
        guard value.count >= 3, !byHead.isEmpty else { return false }
        for start in 0...(value.count - 3) {
            let head = StopwordIndex.head(
                CaselessSearch.lowered(value[start]), CaselessSearch.lowered(value[start + 1]),
                CaselessSearch.lowered(value[start + 2]))
            let hash = StopwordIndex.hash(head)
            guard headBits[hash >> 6] >> UInt64(hash & 63) & 1 == 1, let candidates = byHead[head] else {
                continue
            }
            if candidates.contains(where: { CaselessSearch.isPresent(words[$0], at: start, in: value) }) {
                return true
            }
        }
        return false
    }

    /// 15 bits.
    private static func hash(_ head: UInt32) -> Int { Int((head &* 0x9E37_79B1) >> 17) }

    private static func head(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }
}
