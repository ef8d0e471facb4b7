/// Long lists of paths, such as a shell makes of `*.txt`, which the argument parser is spared.
///
/// It takes time with the square of their number: 14 seconds for 20,000. A stretch of them goes through it as one word.
enum PathArguments {
    /// Shorter stretches are left as they are.
    private static let fewest = 64
    /// No argument holds a zero.
    private static let mark: Character = "\0"

    /// The program's arguments from `start` on, each long stretch of paths as one word.
    static func shortened(from start: Int) -> [String] {
        let all = CommandLine.arguments
        var short: [String] = []
        var index = start
        while index < all.count {
            let end = all[index...].firstIndex { $0.hasPrefix("-") } ?? all.count
            // The first may be the value of the option before it.
            if end - index > fewest {
                short += [all[index], word(for: (index + 1)..<end)]
                index = end
            } else {
                short += all[index..<min(max(end, index + 1), all.count)]
                index = max(end, index + 1)
            }
        }
        return short
    }

    /// The paths that `paths` stand for.
    static func expanded(_ paths: [String]) -> [String] {
        paths.flatMap { path in
            range(of: path).map { CommandLine.arguments[$0] } ?? [path][...]
        }
    }

    /// The word that stands for so many arguments.
    static func word(for range: Range<Int>) -> String { "\(mark)\(range.lowerBound) \(range.upperBound)" }

    /// The arguments that a word stands for; nil where it stands for itself.
    static func range(of word: String) -> Range<Int>? {
        let bounds = word.dropFirst().split(separator: " ").compactMap { Int($0) }
        guard word.first == mark, bounds.count == 2 else { return nil }
        return bounds[0]..<bounds[1]
    }
}
