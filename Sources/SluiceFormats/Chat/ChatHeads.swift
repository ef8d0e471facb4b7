import CScanKernels

/// Where a message of an exported chat begins: a line with a header.
struct ChatHead {
    /// Of the line, in bytes of the stretch.
    var start: Int
    /// Behind the header.
    var behind: Int
    /// Where the line ends.
    var lineEnd: Int
    /// How many lines stand before it in the stretch.
    var line: Int
}

extension ChatHead {
    /// The head of a message that was found.
    init(_ message: sluice_chat_message) {
        self.init(
            start: Int(message.header), behind: Int(message.behind), lineEnd: Int(message.line_end),
            line: Int(message.line))
    }
}

/// Finds the lines of a chat that have a header, and the messages that begin with them.
struct ChatHeads {
    enum Step {
        /// So many of ``ChatHeads/found`` are messages that follow those met before.
        case messages(Int)
        /// A header of another form; the message before it, whose head is given, ends there.
        case head(ChatHead, last: ChatHead?)
    }

    private(set) var found = [sluice_chat_message](repeating: sluice_chat_message(), count: most)
    private var walk = sluice_chat_walk()

    private static let most = 256

    /// The last head met; its message may go on.
    var last: ChatHead? {
        walk.has_header == 0
            ? nil
            : ChatHead(
                start: walk.header, behind: walk.behind, lineEnd: walk.header_line_end, line: walk.header_line
            )
    }

    /// Goes on to the next messages; nil where no line is left that has an end, or with `atEnd` no line.
    ///
    /// `text` lies in a ``TextStorage``: up to 64 bytes behind it are looked at.
    mutating func step(
        in text: Span<UInt8>, atEnd: Bool, _ forms: inout ChatHeaderForms, known: [sluice_author_name]
    ) -> Step? {
        while true {
            let count = advance(in: text, forms.usualForm, known)
            if count > 0 { return .messages(count) }
            guard walk.place < text.count, atEnd || walk.line_end < text.count else { return nil }
            // What may be a header, or the last line.
            let (start, end) = (walk.place, min(walk.line_end, text.count))
            let (last, line) = (last, walk.line)
            walk.place = end + 1
            walk.line += 1
            guard let behind = forms.end(at: start, before: end, in: text) else { continue }
            let head = ChatHead(start: start, behind: behind, lineEnd: end, line: line)
            (walk.header, walk.behind, walk.header_line_end) = (start, behind, end)
            (walk.header_line, walk.has_header) = (line, 1)
            return .head(head, last: last)
        }
    }

    /// Writes messages to ``found`` and gives their number, up to a line that may have another header.
    private mutating func advance(
        in text: Span<UInt8>, _ form: sluice_chat_form, _ known: [sluice_author_name]
    ) -> Int {
        var form = form
        return unsafe text.withUnsafeBufferPointer { buffer in
            unsafe known.withUnsafeBufferPointer { known in
                unsafe found.withUnsafeMutableBufferPointer { found in
                    guard let base = buffer.baseAddress, let names = known.baseAddress,
                        let target = found.baseAddress
                    else { return 0 }
                    return unsafe sluice_chat_messages(
                        base, buffer.count, &form, names, known.count, &walk, target, found.count)
                }
            }
        }
    }
}
