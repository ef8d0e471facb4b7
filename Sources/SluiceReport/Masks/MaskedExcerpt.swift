import SluiceModel

extension Mask {
    /// Writes an excerpt as it may be shown, as UTF-8, and gives where the value stands in what was written.
    ///
    /// `masked` is the value as it may be shown, which mostly stands in its excerpt as a whole.
    func write(
        _ excerpt: Excerpt, of value: (count: Int, shown: Shown), masked: borrowing GrowingBytes,
        to bytes: inout GrowingBytes
    ) -> ByteSpan {
        unsafe excerpt.text.revealed.withUnsafeBufferPointer { text in
            var draft = unsafe MaskedExcerpt(text, value: excerpt.value.range.clamped(to: 0..<text.count))
            bytes.reserve(text.count + 64)
            var place = 0
            var isHidden = false
            for hidden in hidden(excerpt, count: text.count) {
                if place < hidden.lowerBound {
                    show(place..<hidden.lowerBound, of: value, as: masked, in: &draft, &bytes)
                    isHidden = false
                }
                if !isHidden { draft.hide(at: hidden.lowerBound, in: &bytes) }
                isHidden = true
                place = max(place, hidden.upperBound)
            }
            if place < text.count { show(place..<text.count, of: value, as: masked, in: &draft, &bytes) }
            return draft.finish(&bytes)
        }
    }

    private func show(
        _ range: Range<Int>, of value: (count: Int, shown: Shown), as masked: borrowing GrowingBytes,
        in draft: inout MaskedExcerpt, _ bytes: inout GrowingBytes
    ) {
        let place = draft.value
        draft.copy(range.clamped(to: 0..<place.lowerBound), to: &bytes)
        let seen = range.clamped(to: place)
        if seen.count == value.count {
            draft.mark(in: &bytes) { bytes in masked.withBytes { unsafe bytes.append($0) } }
        } else if !seen.isEmpty {
            // Where not the whole of a value stands, its end is not what the rule lets be seen of it.
            var shown = value.shown
            if shown.show == .ends { shown.show = .none }
            let part = draft.part(seen)
            draft.mark(in: &bytes) { write(part, shown: shown, to: &$0) }
        }
        draft.copy(range.clamped(to: place.upperBound..<draft.count), to: &bytes)
    }
}

/// An excerpt of which the beginning has been masked.
@safe
private struct MaskedExcerpt {
    private let text: UnsafeBufferPointer<UInt8>
    let value: Range<Int>
    /// In what was written; nil where nothing of the value has been shown.
    private var marked: Range<Int>?
    /// Whether all that was copied is ASCII.
    private var isPlain = true

    init(_ text: UnsafeBufferPointer<UInt8>, value: Range<Int>) {
        unsafe self.text = text
        self.value = value
    }

    var count: Int { unsafe text.count }

    func part(_ range: Range<Int>) -> Secret { Secret(unsafe Array(text[range])) }

    mutating func copy(_ range: Range<Int>, to bytes: inout GrowingBytes) {
        guard !range.isEmpty else { return }
        let piece = unsafe UnsafeBufferPointer(rebasing: text[range])
        unsafe bytes.append(piece)
        if isPlain, unsafe !MaskedValue.isASCII(UnsafeRawBufferPointer(piece)) { isPlain = false }
    }

    mutating func mark(in bytes: inout GrowingBytes, _ write: (inout GrowingBytes) -> Void) {
        let start = marked?.lowerBound ?? bytes.count
        write(&bytes)
        marked = start..<bytes.count
    }

    /// Dots that say nothing of the length; those within the value belong to it.
    mutating func hide(at place: Int, in bytes: inout GrowingBytes) {
        if value.contains(place) {
            mark(in: &bytes) { $0.append(MaskedValue.hidden) }
        } else {
            bytes.append(MaskedValue.hidden)
        }
    }

    /// Makes U+FFFD of what is not UTF-8, and gives where the value stands.
    func finish(_ bytes: inout GrowingBytes) -> ByteSpan {
        let span = ByteSpan(marked?.lowerBound ?? 0, marked?.upperBound ?? 0)
        guard !isPlain, !bytes.isUTF8 else { return span }
        let record = bytes.withBytes { ExcerptRecord(validating: unsafe Array($0), value: span) }
        bytes.removeAll()
        bytes.append(record.text)
        return record.value
    }
}

extension GrowingBytes {
    fileprivate var isUTF8: Bool {
        withBytes { bytes in
            do {
                _ = try UTF8Span(validating: unsafe Span(_unsafeElements: bytes))
                return true
            } catch {
                return false
            }
        }
    }
}
