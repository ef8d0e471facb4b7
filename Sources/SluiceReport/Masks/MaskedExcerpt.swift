import SluiceModel

extension Mask {
    /// Writes the text around a finding as it may be shown, as UTF-8, and gives where the value stands in what was written.
    ///
    /// `masked` is the value as it may be shown, which mostly stands in the text as a whole.
    func writeExcerpt(
        of finding: UnsafePointer<Finding>, _ masked: borrowing GrowingBytes, to bytes: inout GrowingBytes
    ) -> ByteSpan {
        let place = unsafe finding.pointee.excerpt.value.range
        return unsafe finding.pointee.excerpt.text.revealed.withUnsafeBufferPointer { text in
            var draft = unsafe MaskedExcerpt(text, value: place.clamped(to: 0..<text.count))
            bytes.reserve(text.count + 64)
            var start = 0
            var isHidden = false
            for hidden in hidden(unsafe finding.pointee.excerpt, count: text.count) {
                if start < hidden.lowerBound {
                    unsafe show(start..<hidden.lowerBound, of: finding, as: masked, in: &draft, &bytes)
                    isHidden = false
                }
                if !isHidden { draft.hide(at: hidden.lowerBound, in: &bytes) }
                isHidden = true
                start = max(start, hidden.upperBound)
            }
            if start < text.count {
                unsafe show(start..<text.count, of: finding, as: masked, in: &draft, &bytes)
            }
            return draft.finish(&bytes)
        }
    }

    private func show(
        _ range: Range<Int>, of finding: UnsafePointer<Finding>, as masked: borrowing GrowingBytes,
        in draft: inout MaskedExcerpt, _ bytes: inout GrowingBytes
    ) {
        let place = draft.value
        draft.copy(range.clamped(to: 0..<place.lowerBound), to: &bytes)
        let seen = range.clamped(to: place)
        if unsafe seen.count == finding.pointee.value.count {
            draft.mark(in: &bytes) { bytes in masked.withBytes { unsafe bytes.append($0) } }
        } else if !seen.isEmpty {
            let part = draft.part(seen)
            draft.mark(in: &bytes) { unsafe write(part, of: finding, to: &$0) }
        }
        draft.copy(range.clamped(to: place.upperBound..<draft.count), to: &bytes)
    }

    /// Writes a part of a value, whose end is not what the rule lets be seen of the whole.
    private func write(_ part: Secret, of finding: UnsafePointer<Finding>, to bytes: inout GrowingBytes) {
        if reveals { return bytes.append(part.revealedText) }
        if let label = unsafe finding.pointee.label { return bytes.append(label) }
        let show = unsafe finding.pointee.show
        write(part, show: show == .ends ? .none : show, to: &bytes)
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
