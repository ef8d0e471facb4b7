import TestSupport
import Testing

@testable import SluiceFormats

@Suite("XML")
struct XMLWalkTests {
    /// Everything as one line: `+name[a=b]`, `-name`, text in quotes.
    private struct Echo: XMLSink {
        var line = ""
        var pending: [UInt8] = []

        mutating func open(_ element: borrowing XMLElement) {
            flush()
            var names: [String] = []
            element.forEachAttribute { name, value in names.append("\(name)=\(value())") }
            line += "+\(element.name)\(names.isEmpty ? "" : "[\(names.joined(separator: ","))]") "
        }

        mutating func close(_ name: String) {
            flush()
            line += "-\(name) "
        }

        mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe pending.append(contentsOf: bytes) }

        mutating func flush() {
            if !pending.isEmpty { line += "'\(String(decoding: pending, as: UTF8.self))' " }
            pending = []
        }
    }

    private func echo(_ bytes: [UInt8]) -> String {
        var sink = Echo()
        XMLWalk.run(bytes.span, into: &sink)
        sink.flush()
        return sink.line
    }

    private static let document = #"""
        <?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "long">]><!-- note --><w:a w:k="1 &amp; 2" l='"'>
        """# + "text &lt;&#228;&#xe4;&x;<![CDATA[<raw>]]><b/></w:a>"

    @Test("is read whole: names without prefixes, entities of its own, no others")
    func whole() {
        #expect(
            echo(Array(Self.document.utf8))
                == #"+a[k=1 & 2,l="] 'text <ää&x;<raw>' +b -b -a "#)
    }

    @Test(
        "that is broken gives what stands in it",
        arguments: [
            ("<a>1<b>2</a>3", "+a '1' +b '2' -a '3' "), ("a < b & c", "'a < b & c' "), ("<a", "+a "),
            ("<a k=", "+a "), ("<a k='x>text", "+a[k=x] 'text' "), ("<![CDATA[x", "'x' "), ("</", "- "),
            ("<!-- x", ""),
            ("&#x110000;&#;", "'&#x110000;&#;' "), ("<a k = 'v' l>x", "+a[k=v] 'x' "),
        ])
    func broken(text: String, expected: String) {
        #expect(echo(Array(text.utf8)) == expected)
    }

    @Test("cut anywhere or changed anywhere is read to its end")
    func damaged() {
        let bytes = Array(Self.document.utf8)
        for length in bytes.indices { _ = echo(Array(bytes[..<length])) }
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            var changed = bytes
            for _ in 0..<3 {
                changed[Int.random(in: changed.indices, using: &random)] =
                    "<>&;'\"/! ]a".utf8.randomElement(
                        using: &random) ?? 0
            }
            _ = echo(changed)
        }
    }
}
