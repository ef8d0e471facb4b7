/// Says whether any of many short words stands in a value, in any case.
///
/// A rule of gitleaks brings some 1,500 of them, so they are looked up by their first three letters.
final class StopwordIndex: Sendable {
    private let words: [[UInt8]]
    private let byHead: [UInt32: [Int]]
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
            guard let candidates = byHead[head] else { continue }
            if candidates.contains(where: { CaselessSearch.isPresent(words[$0], at: start, in: value) }) {
                return true
            }
        }
        return false
    }

    private static func head(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }
}
