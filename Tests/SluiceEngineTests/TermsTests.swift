import EngineOracle
import TestSupport
import Testing

@testable import SluiceEngine

extension TermSet {
    /// What a search for one list from `start` on finds with the walk, by every kernel, in a text cut to `text`.
    fileprivate func search(_ text: [UInt8], body: Range<Int>, starts: [Int] = []) -> [TermHit] {
        let found = Kernel.allCases.filter(\.isAvailable).map { kernel in
            var scratch = TermScratch(kernel: kernel)
            return search(text, body: body, starts: starts, &scratch)
        }
        #expect(found.allSatisfy { $0 == found[0] })
        return found[0]
    }

    fileprivate func search(
        _ text: [UInt8], body: Range<Int>, starts: [Int], _ scratch: inout TermScratch
    ) -> [TermHit] {
        // Copied to the very end of its memory, so that a sanitizer sees a read behind it.
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, text.count))
        defer { unsafe memory.deallocate() }
        for index in text.indices { unsafe memory[index] = text[index] }
        unsafe scan(memory, count: text.count, body: body, scratch: &scratch)
        var hits = scratch.hits
        TermHit.resolve(&hits, starts: starts)
        return hits
    }
}

@Suite("Terms")
struct TermsTests {
    @Test(
        "are found where the text is marked",
        arguments: [
            (["Müller"], "⟦Mueller⟧, ⟦MÜLLER⟧, ⟦müller⟧, Müllers, Muller und »⟦Müller⟧«"),
            (["Strasse"], "„⟦Straße⟧“ und ⟦STRASSE⟧ und ⟦STRAẞE⟧, nicht Hauptstraße"),
            (["Flussschiff"], "⟦Flußschiff⟧ ⟦Flusßchiff⟧ ⟦flussschiff⟧ Flusschiff"),
            (
                ["Projekt Falke"],
                "⟦Projekt Falke⟧ ⟦Projekt-Falke⟧ ⟦Projekt\u{A0}\r\n\tFalke⟧ Projekt--Falke ProjektFalke"
            ),
            (["Falke"], "⟦Falke⟧\u{A0}⟦Falke⟧–⟦Falke⟧… Falke_ Falkes Falke\u{301} éFalke 1Falke"),
            (["Falke", "Falke  Nord", "Nord Süd"], "⟦Falke Nord⟧ Süd, ⟦Falke⟧ und ⟦Nord Sued⟧"),
            (["C++", ".NET", "§ 203"], "⟦C++⟧ xC++ ⟦C++⟧x a⟦.NET⟧, .NETT, ⟦§ 203⟧ §⟦§\u{A0}203⟧ §2034"),
            (["Δοκιμή", "Приказ"], "⟦ΔΟΚΙΜή⟧ und ⟦ПРИКАЗ⟧, приказы"),
            (["Kelvin", "ab"], "⟦\u{212A}elvin⟧ ⟦kelvin⟧ ⟦AB⟧ ⟦ab⟧"),
            (["***", "§§"], "a⟦***⟧* ⟦§§⟧§"),
            (["a b"], "⟦a                                b⟧ a                                 b"),
            (["  ", ""], "a b"),
        ])
    func marked(terms: [String], text: String) {
        let marked = Marked(text)
        let bytes = Array(marked.text.utf8)
        let list = TermList(terms)
        let found = TermSet([(expression: 0, list: list)]).search(bytes, body: 0..<bytes.count)
        #expect(found.map { $0.start..<$0.end } == marked.spans)
        let expected = TermsReference(bytes).search(list, expression: 0, from: 0, before: bytes.count)
        #expect(found == expected)
    }

    private static let kernels = Kernel.allCases.filter(\.isAvailable)

    @Test("agree with the naive search on texts and lists from a generator", arguments: 0..<8, kernels)
    func generated(seed: Int, kernel: Kernel) {
        var source = TermSource(seed: UInt64(seed))
        let lists = (0..<Int.random(in: 1...3, using: &source.random)).map { expression in
            (expression: expression * 2, list: source.list(match: [.word, .prefix]))
        }
        let set = TermSet(lists)
        let text = source.text(of: lists.flatMap(\.list.terms))
        let reference = TermsReference(text)
        var scratch = TermScratch(kernel: kernel)
        for _ in 0..<3 {
            let low = Int.random(in: 0...text.count, using: &source.random)
            let high = Int.random(in: low...text.count, using: &source.random)
            let starts = (0..<5).map { _ in low + Int.random(in: 0...20, using: &source.random) / 10 }
            let found = set.search(text, body: low..<high, starts: starts, &scratch)
            for (expression, list) in lists {
                let expected = reference.search(
                    list, expression: expression, from: starts[expression], before: high)
                let hits = found.filter { $0.expression == expression }
                #expect(hits == expected, "\(list) \(escaped(text))")
            }
            #expect(found.allSatisfy { $0.end - $0.start <= set.longestMatch })
        }
    }

    @Test("of long words agree too, whose beginnings are looked at first", arguments: 0..<4, kernels)
    func beginnings(seed: Int, kernel: Kernel) {
        var source = TermSource(seed: UInt64(500 + seed))
        let terms = source.list(match: [.word]).terms.map { "Wort\(seed)" + $0.filter(\.isLetter) }
        let list = TermList(terms + ["Straßenbau", "Überseehafen", "Falk_2"])
        let set = TermSet([(expression: 0, list: list)])
        #expect(set.beginnings != nil)
        let text = source.text(of: list.terms + ["STRASSENBAU ueberseehafen FALK_2", "Wort Strauß Überse"])
        var scratch = TermScratch(kernel: kernel)
        let found = set.search(text, body: 0..<text.count, starts: [], &scratch)
        #expect(
            found == TermsReference(text).search(list, expression: 0, from: 0, before: text.count),
            "\(terms) \(escaped(text))")
    }

    @Test("are the same by every kernel in a text of several chunks", arguments: 0..<3)
    func longText(seed: Int) {
        var source = TermSource(seed: UInt64(900 + seed))
        let list = source.list(match: [.word])
        let set = TermSet([(expression: 0, list: list)])
        var text: [UInt8] = []
        while text.count < 3 * TermScratch.groups * 64 { text += source.text(of: list.terms) }
        let found = set.search(text, body: 0..<text.count)
        #expect(!found.isEmpty)
        // A text of one chunk is looked at in another way at its beginning and at its end.
        let first = found.filter { $0.end < 8000 }
        let alone = set.search(Array(text[..<8000]), body: 0..<8000).filter { $0.end < 8000 - 64 }
        #expect(alone == Array(first.prefix(alone.count)))
    }

    @Test("are the same wherever the text ends", arguments: [3, 17])
    func cutAnywhere(seed: Int) {
        var source = TermSource(seed: UInt64(1000 + seed))
        let list = source.list(match: [.word, .prefix])
        let set = TermSet([(expression: 0, list: list)])
        let whole = source.text(of: list.terms)
        var scratch = TermScratch()
        let needles = TermsReference.read(list)
        for end in 0...min(150, whole.count) {
            let text = Array(whole[..<end])
            let found = set.search(text, body: 0..<end, starts: [], &scratch)
            #expect(found == TermsReference(text).search(needles, list, expression: 0, from: 0, before: end))
        }
    }

    @Test("are the same whatever blocks the text comes in", arguments: [1, 7, 64, 1000, 20_000])
    func blocks(size: Int) {
        var source = TermSource(seed: 77)
        let list = source.list(match: [.word, .prefix])
        let set = TermSet([(expression: 0, list: list)])
        var text: [UInt8] = []
        while text.count < 60_000 { text += source.text(of: list.terms) }
        if size < 64 { text.removeLast(text.count - 3000) }
        var scratch = TermScratch()
        let whole = set.search(text, body: 0..<text.count, starts: [], &scratch)
        var found: [TermHit] = []
        for low in stride(from: 0, to: text.count, by: size) {
            let body = low..<min(text.count, low + size)
            let (first, last) = (max(0, low - 4), min(text.count, body.upperBound + set.longestMatch + 4))
            let starts = [(found.last?.end ?? 0) - first]
            let part = set.search(
                Array(text[first..<last]), body: low - first..<body.upperBound - first, starts: starts,
                &scratch)
            found += part.map {
                TermHit(expression: 0, term: $0.term, start: $0.start + first, end: $0.end + first)
            }
        }
        #expect(!whole.isEmpty)
        #expect(found == whole)
    }

    @Test("inside words are left to the caller, who asks place by place")
    func insideWords() {
        let list = TermList(["falke", "ß", "straße"], match: .part)
        let set = TermSet([(expression: 4, list: list)])
        let text = Array("Falkenprojekt, Turmfalke, Hauptstrasse, Ae".utf8)
        var hits: [TermHit] = []
        for start in text.indices {
            for term in list.terms.indices {
                let end = unsafe text.withUnsafeBufferPointer { bytes in
                    unsafe bytes.baseAddress.flatMap { base in
                        unsafe set.matchEnd(expression: 4, term: term, base, count: text.count, at: start)
                    }
                }
                if let end { hits.append(TermHit(expression: 4, term: term, start: start, end: end)) }
            }
        }
        hits.sort(by: TermHit.inOrder)
        TermHit.resolve(&hits)
        #expect(hits == TermsReference(text).search(list, expression: 4, from: 0, before: text.count))
        #expect(hits.count == 3)
        #expect(set.search(text, body: 0..<text.count).isEmpty)
    }

    @Test("fold to forms that cover what the text may show")
    func foldedForms() {
        let umlaut = TermElement.bytes([Array("ae".utf8), Array("ä".utf8), Array("Ä".utf8)])
        #expect(TermSet.foldedForms(of: " Ä  X") == [umlaut, .space, .bytes([Array("x".utf8)])])
        #expect(TermSet.foldedForms(of: "k") == [.bytes([Array("k".utf8), Array("\u{212A}".utf8)])])
        #expect(TermSet.foldedForms(of: "é") == [.bytes([Array("é".utf8), Array("É".utf8)])])
        #expect(
            TermSet.foldedForms(of: "ss") == [.bytes([Array("ss".utf8), Array("ß".utf8), Array("ẞ".utf8)])])
        guard case .bytes(let forms)? = TermSet.foldedForms(of: "Sßs").first else {
            Issue.record("no listed run")
            return
        }
        #expect(forms.contains(Array("sßs".utf8)) && forms.contains(Array("ßß".utf8)))
        #expect(TermSet.foldedForms(of: "ssssssss") == [.anything])
    }

    @Test("keep a scalar's being part of a word when they fold it")
    func wordnessFolds() {
        let table = ScalarTable.shared
        let broken = (UInt32(0x80)..<0x2_0000).filter {
            table.isWord($0) != table.isWord(table.lowercase($0))
        }
        #expect(broken.isEmpty)
    }
}
