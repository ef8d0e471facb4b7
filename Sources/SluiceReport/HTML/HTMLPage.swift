import SluiceDigest
import SluiceModel

/// The page around the data: head, shell, style and script, packed when the program was built.
enum HTMLPage {
    /// Everything before the data.
    ///
    /// The policy in its head lets a browser run this very script and use this very style, and load nothing at all.
    static func head(_ language: Language) -> String {
        let policy =
            "default-src 'none'; style-src \(source(PackedPage.style)); script-src \(source(code)); "
            + "base-uri 'none'; form-action 'none'"
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)" data-theme="auto">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex">
            <title>Sluice</title>
            <style>\(PackedPage.style)</style>
            </head>
            <body>
            \(PackedPage.shell)
            """
    }

    /// What runs in the page; a block keeps its names apart from the browser's own.
    private static var code: String { "'use strict';{\n\(PackedPage.script)}\n" }

    static var script: String { "<script id=\"code\">\(code)</script>\n" }

    /// Everything after the data.
    static let foot = "</body>\n</html>\n"

    /// Writes JSON as an element that the page's script reads.
    static func data(
        _ attribute: String, into output: inout [UInt8], _ body: (inout JSONWriter) -> Void
    ) {
        output += "<script type=\"application/json\" \(attribute)>".utf8
        json(into: &output, body)
        output += "</script>\n".utf8
    }

    /// Writes JSON that can stand within a `script` element.
    ///
    /// Only `<` could end the element or begin a comment in it (HTML, 4.12.1.3), and in JSON it occurs in strings only.
    static func json(into output: inout [UInt8], _ body: (inout JSONWriter) -> Void) {
        let start = output.count
        JSONWriter.append(to: &output, body)
        guard output[start...].contains(0x3C) else { return }
        let written = Array(output[start...])
        output.removeSubrange(start...)
        for byte in written {
            if byte == 0x3C { output += "\\u003c".utf8 } else { output.append(byte) }
        }
    }

    /// The same behind what a buffer holds.
    static func json(into output: inout GrowingBytes, _ body: (inout JSONWriter) -> Void) {
        let start = output.count
        JSONWriter.append(to: &output, body)
        escapeMarkup(in: &output, from: start)
    }

    /// Writes a part of a string of JSON, in which nothing parts texts and fields.
    static func write(inString text: UnsafeBufferPointer<UInt8>, to output: inout GrowingBytes) {
        let start = output.count
        func parts(_ byte: UInt8) -> Bool {
            byte == HTMLRow.separators.row || byte == HTMLRow.separators.field
        }
        if unsafe text.contains(where: parts) {
            let text = unsafe text.split(omittingEmptySubsequences: false, whereSeparator: parts)
            for unsafe(index, piece) in unsafe text.enumerated() {
                if index > 0 { output.append("\u{FFFD}") }
                unsafe output.append(escaped: UnsafeBufferPointer(rebasing: piece))
            }
        } else {
            unsafe output.append(escaped: text)
        }
        escapeMarkup(in: &output, from: start)
    }

    private static func escapeMarkup(in output: inout GrowingBytes, from start: Int) {
        let written = output.withBytes { bytes in
            unsafe bytes[start...].contains(0x3C) ? unsafe Array(bytes[start...]) : []
        }
        guard !written.isEmpty else { return }
        output.truncate(to: start)
        for byte in written {
            if byte == 0x3C { output.append("\\u003c") } else { output.append(byte) }
        }
    }

    /// How a content security policy names a text that stands within the page.
    private static func source(_ text: String) -> String {
        "'sha256-\(Base64.text(SHA256.hash(text).bytes))'"
    }
}

/// Bytes as letters, as RFC 4648 describes it, without the help of Foundation.
enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0..<4 {
                text.append(index <= group.count ? letters[bits >> (18 - 6 * index) & 63] : "=")
            }
        }
        return text
    }
}
