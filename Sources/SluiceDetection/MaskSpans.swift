import SluiceModel
import SluiceText

/// The stretches of a part that no excerpt may show: the values of all its findings, weak ones too.
///
/// Values of rules that show all, such as markings, are no secret and not among them.
struct MaskSpans: Sendable {
    /// Sorted; they neither overlap nor touch.
    private var spans: [Range<Int>] = []

    init(_ values: some Sequence<Range<Int>>) {
        for value in values.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = spans.last, value.lowerBound <= last.upperBound {
                spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, value.upperBound)
            } else if !value.isEmpty {
                spans.append(value)
            }
        }
    }

    /// What lies in `range`, without `hole`.
    func masks(in range: Range<Int>, without hole: Range<Int>?) -> [Range<Int>] {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var found: [Range<Int>] = []
        while low < spans.count, spans[low].lowerBound < range.upperBound {
            let span = spans[low].clamped(to: range)
            if let hole {
                found.append(span.lowerBound..<max(span.lowerBound, min(span.upperBound, hole.lowerBound)))
                found.append(min(span.upperBound, max(span.lowerBound, hole.upperBound))..<span.upperBound)
            } else {
                found.append(span)
            }
            low += 1
        }
        return found.filter { !$0.isEmpty }
    }
}

/// Finds the names and addresses of a message's people in its text, so that no excerpt shows them.
struct PeopleMask: Sendable {
    private let finder: WordFinder?

    /// Words that stand in names but name nobody.
    private static let particles: Set<String> = [
        "von", "van", "der", "den", "dem", "des", "zum", "zur", "und", "and", "the", "del", "dr.", "prof.",
    ]

    init(_ message: Message) {
        var words: Set<String> = []
        var people = message.recipients + message.participants + (message.author.map { [$0] } ?? [])
        for part in message.parts {
            for layer in part.layers { people += layer.to + (layer.from.map { [$0] } ?? []) }
        }
        // A chat of two is named after the other one.
        if message.channel == .chat, let chat = message.thread { people.append(Person(name: chat)) }
        for person in people {
            if let address = person.address {
                words.insert(address)
                words.insert(String(address.prefix { $0 != "@" }))
            }
            guard let name = person.name else { continue }
            words.insert(name)
            for word in name.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == "\"" }) {
                words.insert(String(word))
            }
        }
        let kept = words.filter {
            $0.unicodeScalars.count > 2 && !PeopleMask.particles.contains($0.lowercased())
        }
        finder = kept.isEmpty ? nil : WordFinder(kept.sorted())
    }

    /// The names within `range` of a view's source.
    func masks(in range: Range<Int>, of view: TextView) -> [Range<Int>] {
        guard let finder else { return [] }
        var hits: [WordFinder.Hit] = []
        let places = view.places(ofSource: range)
        view.segment.storage.withSpan { text in
            let start = max(0, places.lowerBound - finder.longestHit)
            finder.search(text, start..<places.upperBound, into: &hits)
        }
        return hits.map { view.source(of: $0.start..<$0.end).clamped(to: range) }.filter { !$0.isEmpty }
    }
}
