/// Long lists of recipients, which the argument parser is spared as it is spared long lists of paths.
enum FilterArguments {
    /// Shorter stretches are left as they are.
    private static let fewest = 16
    private static let names = ["-r", "--recipient"]
    private static let joined = "--recipient="

    /// The arguments from `start` on, each long stretch of recipients as one of them, and so what stands behind `--`.
    static func shortened(_ all: [String], from start: Int) -> [String] {
        let end = all.dropFirst(start).firstIndex(of: "--") ?? all.count
        var short: [String] = []
        var index = min(start, end)
        while index < end {
            var next = index
            while let after = endOfRecipient(all[..<end], at: next) { next = after }
            if next - index > fewest {
                short.append(joined + PathArguments.word(for: index..<next))
                index = next
            } else {
                short += all[index..<max(next, index + 1)]
                index = max(next, index + 1)
            }
        }
        guard all.count - end > fewest else { return short + all[end...] }
        return short + ["--", PathArguments.word(for: (end + 1)..<all.count)]
    }

    /// The recipients that the values of the option stand for.
    static func recipients(_ values: [String], in all: [String]) -> [String] {
        values.flatMap { value in
            guard let range = PathArguments.range(of: value) else { return [value] }
            return all[range].compactMap { word in
                if word.hasPrefix(joined) { return String(word.dropFirst(joined.count)) }
                return names.contains(word) ? nil : word
            }
        }
    }

    /// Where the option that begins at `index` ends; nil where it is another one, or has no plain value.
    private static func endOfRecipient(_ words: ArraySlice<String>, at index: Int) -> Int? {
        guard index < words.endIndex else { return nil }
        if words[index].hasPrefix(joined) { return index + 1 }
        guard names.contains(words[index]), index + 1 < words.endIndex, !words[index + 1].hasPrefix("-")
        else { return nil }
        return index + 2
    }
}
