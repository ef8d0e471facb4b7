import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceText

@Suite("HTML to text")
struct HTMLTests {
    private func convert(_ html: String) -> HTMLText { HTMLText.convert(Array(html.utf8).span) }

    static let texts: [(html: String, text: String)] = [
        ("", ""), ("a", "a"), ("  a \n b\t", "a b"), ("<p>eins<p>zwei", "eins\nzwei"),
        ("geh<b>ei</b>m", "geheim"), ("geh<wbr>eim", "geheim"), ("geh<!-- x -->eim", "geheim"),
        ("geh<span style='font-size:0'>zzz</span>eim", "geheim"),
        ("geh<span style=\"display : NONE !important;\">zzz</span>eim", "geheim"),
        ("geh<div style='display:inline'>eim</div>", "geheim"), ("g\u{0}eheim", "geheim"),
        ("<span style='display:block'>eins</span>zwei", "eins\nzwei"),
        ("foo <b> bar</b>", "foo bar"), ("foo<b> </b>bar", "foo bar"), ("<div>a</div><div>b</div>", "a\nb"),
        ("a<br>b<br/>c</br>d", "a\nb\nc\nd"), ("<div>a<br></div>b", "a\nb"), ("<div>a</div><br>b", "a\n\nb"),
        ("<table><tr><td>A<td>B<tr><td>C</td><td></td><td>D</td></table>e", "A\tB\nC\t\tD\ne"),
        (
            "<table><tr><td><p>A</p></td><td><p>B</p><p>C</p></td><td><br></td></tr>"
                + "<tr><td></td><td>D</td></tr></table><p>e",
            "A\tB\nC\n\tD\ne"
        ),
        ("<ul><li>eins<li>zwei<ul><li>drei</ul></ul>", "eins\nzwei\ndrei"),
        ("<pre>\n a  b\n\tc\n</pre>d", " a  b\n\tc\nd"),
        ("<div style='white-space:pre-wrap'>a  b\nc</div>", "a  b\nc"),
        ("&auml;&ouml&uuml;&szlig; &amp;lt; &#8364;&#x20ac;&#128;", "äöüß &lt; €€€"),
        (
            "&notit; &unknown; & &; &#; &#x; &CounterClockwiseContourIntegral;",
            "¬it; &unknown; & &; &#; &#x; ∳"
        ),
        ("&nGt;&NotEqualTilde;", "≫⃒≂̸"),
        ("&#0;&#xD800;&#1114112;&#99999999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("a&nbsp;b&#32;&#10; c", "a\u{A0}b c"), ("1 < 2 <3 a<b", "1 < 2 <3 a"), ("x < y", "x < y"),
        ("a <", "a <"),
        ("<script>var x = '<b>';</script>a<style>p{}</style>b", "ab"),
        ("a<script>x</scripty></SCRIPT >b", "ab"), ("<title>T</title>a", "a"),
        ("<textarea>a &amp; <b></textarea>c", "a & <b>\nc"), ("<xmp>&amp;<b></xmp>", "&amp;<b>"),
        ("<b><div>a</b>b</div>", "ab"), ("<p>a<div>b</div>c", "a\nb\nc"), ("a</p>b", "a\nb"),
        ("<span style=display:none><div>x</span>y</div></span>z", "z"),
        ("<p hidden>x<p>y", "y"), ("<template>x</template>y", "y"),
        ("<a href=x title='>'>a</a>", "a"), ("<a href=\"x\" href='y'>a</a>", "a"), ("<a/b/c>d", "d"),
        ("</>a", "a"), ("</ x>a", "a"), ("<?php x ?>a", "a"), ("<!DOCTYPE html>a", "a"), ("<!-->a", "a"),
        ("<!--->a", "a"), ("<!-- x --!>a", "a"), ("<![CDATA[x]]>a", "a"), ("<![if !mso]>a<![endif]>", "a"),
        ("<select><option>a<option>b</select>", "a\nb"), ("<dl><dt>a<dd>b<dt>c</dl>", "a\nb\nc"),
        ("<body><p>a</body></html>b", "a\nb"), ("<td>a<td>b", "a\tb"),
        ("<table><tr><td><table><tr><td>a</table><td>b</table>", "a\nb"),
    ]

    @Test("gives the text that browsers show", arguments: Self.texts)
    func shown(html: String, text: String) {
        #expect(convert(html).text.string == text)
    }

    static let asides: [(html: String, hidden: String, attributes: String, comments: String)] = [
        ("<img alt='Plan A &amp; B' src=cid:1 width=3>", "", "Plan A & B", ""),
        (
            "<a href='mailto:x@firma.example?a=1&copy=2' title=T>y</a>", "",
            "mailto:x@firma.example?a=1&copy=2\nT", ""
        ),
        ("<a href='#oben'>y</a><img src='data:image/png;base64,AAAA'>", "", "", ""),
        ("a<!-- geheim -->b", "", "", " geheim "),
        ("<!--[if mso]><p>nur <b>Out</b>look</p><![endif]-->", "", "", "[if mso]>\nnur Outlook\n[endif]"),
        ("<script>let a = '&amp;'</script>", "", "", "let a = '&amp;'"),
        ("<div style='display:none'>vor<p>schau</div>x", "vor\nschau", "", ""),
        (
            "<i style='max-height:0;overflow:hidden'>weg</i><u style='opacity:.0'>fort</u>x", "weg\nfort", "",
            ""
        ),
        (
            "<title>Ti&auml;tel</title><meta content='Inhalt' name=description>", "",
            "Tiätel\nInhalt\ndescription", ""
        ),
        ("<input type=hidden name=n value=v placeholder=p>", "", "n\nv\np", ""),
        ("<b onclick='los()' data-x=y style='color:red' class=z>a</b>", "", "y", "los()"),
        ("<iframe srcdoc='&lt;p&gt;in&lt;b&gt;nen'></iframe>", "", "innen", ""),
        ("a<b href='offen", "", "", "<b href='offen"), ("a<!-- offen", "", "", " offen"),
        ("<script>offen", "", "", "offen"),
        ("<![CDATA[x]]>", "", "", "[CDATA[x]]"), ("<svg aria-label=Bild />", "", "Bild", ""),
    ]

    @Test("keeps what is not shown apart", arguments: Self.asides)
    func aside(html: String, hidden: String, attributes: String, comments: String) {
        let found = convert(html)
        #expect(found.hidden.string == hidden)
        #expect(found.attributes.string == attributes)
        #expect(found.comments.string == comments)
    }

    static let quotes: [(html: String, text: String, depths: [Int])] = [
        ("ja<blockquote>alt</blockquote>neu", "ja\n⟦alt⟧\nneu", [1]),
        ("a<blockquote type=cite>b<blockquote>c</blockquote>d</blockquote>", "a\n⟦b\nc\nd⟧", [1, 2]),
        (
            "ja<div class='x gmail_quote'><div class=gmail_attr>Am … schrieb:</div><blockquote class=gmail_quote>alt</blockquote></div>",
            "ja\n⟦Am … schrieb:\nalt⟧", [1]
        ),
        (
            "<div>ja<hr><div id=x_divRplyFwdMsg><b>Von:</b> A</div><div>alt</div></div>neu",
            "ja\n⟦Von: A\nalt⟧\nneu", [1]
        ),
        ("ja<div id=divRplyFwdMsg>Von: A</div><p>alt", "ja\n⟦Von: A\nalt⟧", [1]),
        ("<div class=bbcode_quote>alt</div>neu", "⟦alt⟧\nneu", [1]),
        ("<blockquote>  </blockquote>neu", "neu", []),
        ("a<div class=yahoo_quoted>b</div>", "a\n⟦b⟧", [1]),
    ]

    @Test("tells quotes from own words", arguments: Self.quotes)
    func quoted(html: String, text: String, depths: [Int]) {
        let marked = Marked(text)
        let found = convert(html)
        #expect(found.text.string == marked.text)
        #expect(found.quotes.map(\.depth) == depths)
        #expect(found.quotes.first?.span.range == marked.spans.first)
    }

    @Test("tells signatures and attributions")
    func signature() {
        let found = convert(
            "a<div class=moz-cite-prefix>Am … schrieb</div><div class=gmail_signature>Max</div>")
        #expect(found.marks.map(\.kind) == [.attribution, .signature])
    }

    @Test(
        "leads places back into the page",
        arguments: [
            ("x ⟦geh<b>ei</b>m⟧ y", "geheim"), ("x ⟦&#71;&#x65;h&eacute;im⟧ y", "Gehéim"),
            ("⟦geh<!-- -->eim⟧", "geheim"),
            ("<p>⟦a\n   b⟧</p>", "a b"), ("x<!-- ⟦geheim⟧ -->", "geheim"),
            ("<a title='x ⟦gehei&#109;⟧'>", "geheim"),
            ("<i hidden>⟦geheim⟧</i>", "geheim"), ("<!--[if mso]><b>x⟦gehe</b>im⟧<![endif]-->", "geheim"),
        ])
    func places(html: String, word: String) throws {
        let marked = Marked(html)
        let found = convert(marked.text)
        let streams = [found.text, found.hidden, found.attributes, found.comments]
        let stream = try #require(streams.first { $0.string.contains(word) })
        let before = try #require(stream.string.range(of: word)).lowerBound
        let start = stream.string[..<before].utf8.count
        #expect(stream.map.source(ofStart: start) == marked.spans.first?.lowerBound)
        #expect(stream.map.source(ofEnd: start + word.utf8.count) == marked.spans.first?.upperBound)
    }

    @Test("takes any bytes, and its places lie in them")
    func damage() {
        let all = Self.texts.map(\.html) + Self.asides.map(\.html) + Self.quotes.map(\.html)
        var random = SeededGenerator(seed: 11)
        for html in all {
            let bytes = Array(html.utf8)
            for length in 0...bytes.count { check(Array(bytes.prefix(length))) }
            for _ in 0..<8 where !bytes.isEmpty {
                var mutated = bytes + Array((all.randomElement(using: &random) ?? "").utf8)
                for _ in 0..<4 {
                    let choice = Array("<>&;/!-'\"= \u{0}".utf8).randomElement(using: &random) ?? 0
                    mutated[.random(in: 0..<mutated.count, using: &random)] = choice
                }
                check(mutated)
            }
        }
    }

    private func check(_ bytes: [UInt8]) {
        let found = HTMLText.convert(bytes.span)
        for stream in [found.text, found.hidden, found.attributes, found.comments] {
            for run in stream.map.runs {
                #expect(run.source >= 0 && run.source + run.length <= bytes.count)
                #expect(run.view + run.length <= stream.storage.count)
                let (view, source) = (run.view..<run.view + run.length, run.source..<run.source + run.length)
                #expect(stream.storage.bytes(in: view) == Array(bytes[source]))
            }
        }
        for mark in found.marks { #expect(mark.span.end <= found.text.storage.count) }
    }

    @Test("hostile pages end in time")
    func hostile() {
        let pieces = [
            "<div>", "<b>", "<p><b>", "</p>", "<a ", "<!--", "&am", "<td>", "<blockquote>", "</b>",
            "<!--<!-->", "<li><a>",
        ]
        for piece in pieces {
            let html = String(repeating: piece, count: 20_000)
            _ = convert(html)
        }
    }

    @Test(
        "a page's own charset is read",
        arguments: [
            ("<html><meta charset=\"iso-8859-1\">", "iso-8859-1"), ("<META CHARSET=utf-8 />", "utf-8"),
            (
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=Windows-1252\">",
                "Windows-1252"
            ),
            ("<?xml version='1.0' encoding='ISO-8859-15'?>", "ISO-8859-15"), ("<p>charset=x", nil),
            ("<!-- <meta charset=x> --><meta charset=y>", "y"), ("<meta charset", nil), ("", nil),
        ])
    func charset(html: String, label: String?) {
        #expect(HTMLCharset.label(in: Array(html.utf8).span) == label)
    }
}

extension HTMLText.Stream {
    var string: String { storage.string(in: 0..<storage.count) }
}

@Suite("Character references")
struct HTMLEntityTests {
    @Test("no two names share a hash")
    func distinct() {
        let listed = HTMLEntityTable.names.utf8.split(separator: 0x20).reduce(0) { count, group in
            count + group.split(separator: 0x2C).count
        }
        #expect(HTMLEntities.names.count == listed)
        #expect(listed == 2125)
    }
}
