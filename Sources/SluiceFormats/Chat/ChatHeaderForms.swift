import CScanKernels

/// Tells headers that look like others of the same chat without reading their numbers.
///
/// All headers of a chat are alike but for their digits. A form remembers where those stand and what else stands there;
/// a line that has the same form is read as its first one was.
struct ChatHeaderForms {
    /// The one met last, and others.
    private var usual: Form?
    private var others: [Form] = []
    private static let most = 4

    /// What the usual headers look like; of no length where none is known.
    var usualForm: sluice_chat_form { usual?.form ?? sluice_chat_form() }

    /// Where the header ends of the line that begins at `start`; nil where it has none.
    mutating func end(at start: Int, before end: Int, in text: Span<UInt8>) -> Int? {
        // No header begins otherwise.
        guard start < end, ChatHeader.mayBegin(with: text[start]) else { return nil }
        if let found = usual?.end(at: start, before: end, in: text) { return found }
        for index in others.indices {
            guard let found = others[index].end(at: start, before: end, in: text) else { continue }
            // Chats that were put together have one form after the other.
            if let last = usual {
                usual = others[index]
                others[index] = last
            }
            return found
        }
        return read(at: start, before: end, in: text)
    }

    private mutating func read(at start: Int, before end: Int, in text: Span<UInt8>) -> Int? {
        guard let header = ChatHeader.read(at: start, before: end, in: text) else { return nil }
        // Behind a header that its line ends with no blank need stand, as it must elsewhere.
        if header.end < end, let form = Form(header, at: start, in: text) {
            if others.count == ChatHeaderForms.most { others.removeFirst() }
            if let usual { others.append(usual) }
            usual = form
        }
        return header.end
    }
}

/// Where digits stand in a header, and what else stands there.
private struct Form {
    private(set) var form = sluice_chat_form()

    private static let longest = 32

    /// Nil where the header is too long.
    init?(_ header: ChatHeader, at start: Int, in text: Span<UInt8>) {
        let length = header.end - start
        guard length <= Form.longest, length > 8 else { return nil }
        form.length = length
        form.hour = Form.digits(header.places.hour, from: start)
        form.minute = Form.digits(header.places.minute, from: start)
        form.second = Form.digits(header.places.second, from: start)
        unsafe withUnsafeMutableBytes(of: &form) { bytes in
            for place in 0..<length {
                let byte = text[start + place]
                if WordBytes.isDigit(byte) {
                    unsafe bytes[Form.digitsPlace + place] = 0xFF
                } else {
                    unsafe bytes[Form.othersPlace + place] = 0xFF
                    unsafe bytes[Form.fixedPlace + place] = byte
                }
            }
        }
    }

    private static let digitsPlace = MemoryLayout.offset(of: \sluice_chat_form.digits) ?? 0
    private static let othersPlace = MemoryLayout.offset(of: \sluice_chat_form.others) ?? 0
    private static let fixedPlace = MemoryLayout.offset(of: \sluice_chat_form.fixed) ?? 0

    /// A number of two digits at most; an empty one counts as zero.
    private static func digits(_ range: Range<Int>, from start: Int) -> sluice_two_digits {
        let first = UInt8(truncatingIfNeeded: range.lowerBound - start)
        let last = range.isEmpty ? first : UInt8(truncatingIfNeeded: range.upperBound - 1 - start)
        return sluice_two_digits(
            first: first, last: last, first_worth: range.count > 1 ? 10 : 0, last_worth: range.isEmpty ? 0 : 1
        )
    }

    func end(at start: Int, before end: Int, in text: Span<UInt8>) -> Int? {
        guard start + Form.longest <= text.count else { return nil }
        return unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var form = form
            let behind = unsafe sluice_chat_header(&form, base, start, end)
            return behind == 0 ? nil : behind
        }
    }
}
