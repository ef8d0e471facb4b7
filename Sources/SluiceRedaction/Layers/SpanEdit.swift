/// A stretch of bytes and what takes its place.
struct SpanEdit: Hashable {
    /// In bytes of the text that is edited.
    var range: Range<Int>
    var bytes: [UInt8]
}

extension [SpanEdit] {
    /// Sorted, with stretches that overlap made one; the longer one's replacement stands for both.
    func merged() -> [SpanEdit] {
        let sorted = sorted {
            ($0.range.lowerBound, -$0.range.count) < ($1.range.lowerBound, -$1.range.count)
        }
        var merged: [SpanEdit] = []
        var longest = 0
        for edit in sorted {
            guard let last = merged.last, edit.range.lowerBound < last.range.upperBound else {
                merged.append(edit)
                longest = edit.range.count
                continue
            }
            let end = Swift.max(last.range.upperBound, edit.range.upperBound)
            merged[merged.count - 1].range = last.range.lowerBound..<end
            if edit.range.count > longest {
                merged[merged.count - 1].bytes = edit.bytes
                longest = edit.range.count
            }
        }
        return merged
    }

    /// `bytes` with every edit made; the edits are merged already.
    func applied(to bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 64)
        var place = 0
        for edit in self {
            output += bytes[place..<edit.range.lowerBound]
            output += edit.bytes
            place = edit.range.upperBound
        }
        output += bytes[place...]
        return output
    }

    /// The same edits, `distance` further on.
    func shifted(by distance: Int) -> [SpanEdit] {
        map {
            SpanEdit(
                range: $0.range.lowerBound + distance..<$0.range.upperBound + distance, bytes: $0.bytes)
        }
    }
}
