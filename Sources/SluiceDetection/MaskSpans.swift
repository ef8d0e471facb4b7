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
