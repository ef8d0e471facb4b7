import CGMime
import Foundation

/// What GMime reads in a mail.
struct GMime {
    struct Text: Equatable {
        var isHTML: Bool
        var text: String
    }

    private(set) var subject: String?
    private(set) var texts: [Text] = []

    init(_ bytes: [UInt8]) {
        let receive: cgmime_receiver = { context, kind, text, length in
            guard let context = unsafe context, let text = unsafe text else { return }
            let bytes = unsafe UnsafeRawBufferPointer(start: text, count: length)
            unsafe context.assumingMemoryBound(to: GMime.self).pointee.take(
                Int(kind), unsafe String(decoding: bytes, as: UTF8.self))
        }
        unsafe withUnsafeMutablePointer(to: &self) { mine in
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe cgmime_read(
                    buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, receive, mine)
            }
        }
    }

    private mutating func take(_ kind: Int, _ text: String) {
        if kind == CGMIME_SUBJECT {
            subject = text
        } else {
            texts.append(Text(isHTML: kind == CGMIME_HTML, text: text))
        }
    }
}
