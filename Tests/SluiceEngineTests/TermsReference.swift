@testable import SluiceEngine

/// The search for terms as its contract says it, one place and one term after the other; shares no code with the engine.
struct TermsReference {
    private struct Scalar {
        /// Nil for a byte that is no part of valid UTF-8.
        var value: Unicode.Scalar?
        var start: Int
        var end: Int

        var isSpace: Bool { value?.properties.isWhitespace ?? false }
        var isWord: Bool { value.map(TermsReference.isWord) ?? false }
        var isMark: Bool { value == ">" || value == "|" }
    }

    private let scalars: [Scalar]

    init(_ text: [UInt8]) {
        var scalars: [Scalar] = []
        var place = 0
        while place < text.count {
            var scalar = Scalar(value: nil, start: place, end: place + 1)
            for length in 1...4 where place + length <= text.count {
                guard let valid = String(validating: text[place..<place + length], as: UTF8.self),
                    valid.unicodeScalars.count == 1, let one = valid.unicodeScalars.first
                else { continue }
                scalar = Scalar(value: one, start: place, end: place + length)
            }
            scalars.append(scalar)
            place = scalar.end
        }
        self.scalars = scalars
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .nonspacingMark, .spacingMark, .enclosingMark:
            return true
        default:
            return scalar == "_"
        }
    }

    private static func fold(_ scalar: Unicode.Scalar, _ letterCase: TermList.Case) -> String {
        switch (scalar, letterCase) {
        case ("Ä", .exact): return "Ae"
        case ("Ö", .exact): return "Oe"
        case ("Ü", .exact): return "Ue"
        case ("ẞ", .exact): return "SS"
        case ("ä", _), ("Ä", _): return "ae"
        case ("ö", _), ("Ö", _): return "oe"
        case ("ü", _), ("Ü", _): return "ue"
        case ("ß", _), ("ẞ", _): return "ss"
        case (_, .exact): return String(scalar)
        default: return String(String(scalar).lowercased().unicodeScalars.prefix(1))
        }
    }

    // MARK: Terms

    /// A term cut into what is compared in one go.
    fileprivate enum Piece {
        case gap
        /// Folded text, and what may stand in its place: itself with an ending, or a part of it with another ending.
        case text(String, endings: [String] = [""], cut: String = "", changed: [String] = [])
    }

    struct Needles {
        fileprivate var terms: [[Piece]]
    }

    /// The terms of a list as the search compares them; for a list that is searched for many times.
    static func read(_ list: TermList) -> Needles { Needles(terms: list.terms.map { pieces(of: $0, list) }) }

    private static func pieces(of term: String, _ list: TermList) -> [Piece] {
        let given = Array(term.unicodeScalars)
        guard let first = given.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = given.lastIndex(where: { !$0.properties.isWhitespace })
        else { return [] }
        let trimmed = Array(given[first...last])
        var pieces: [Piece] = []
        var text = ""
        func close(isLast: Bool) {
            if !text.isEmpty { pieces += texts(text, list.inflection, isLast: isLast) }
            text = ""
        }
        for (index, scalar) in trimmed.enumerated() {
            let isClosed = [index - 1, index + 1].contains {
                !trimmed.indices.contains($0) || trimmed[$0] == "-" || trimmed[$0].properties.isWhitespace
            }
            if scalar.properties.isWhitespace || scalar == "-" && !isClosed {
                close(isLast: false)
                if case .gap? = pieces.last { continue }
                pieces.append(.gap)
            } else {
                text += fold(scalar, list.letterCase)
            }
        }
        close(isLast: true)
        return pieces
    }

    /// What stands between two gaps: its last word may be inflected.
    private static func texts(_ text: String, _ inflection: Inflection?, isLast: Bool) -> [Piece] {
        let word = String(
            String.UnicodeScalarView(text.unicodeScalars.reversed().prefix { isWord($0) }.reversed()))
        guard let inflection, let last = word.unicodeScalars.last, !("0"..."9").contains(last), last != "_"
        else { return [.text(text)] }
        let head = String(text.unicodeScalars.dropLast(word.unicodeScalars.count))
        let pieces: [Piece] = head.isEmpty ? [] : [.text(head)]
        return pieces + [inflection == .german ? german(word, isLast) : english(word, isLast)]
    }

    private static func german(_ word: String, _ isLast: Bool) -> Piece {
        let lower = word.lowercased()
        let length = word.utf8.count
        if length < 2 { return .text(word) }
        var endings = ["", "e", "em", "en", "ens", "er", "ern", "es", "n", "s"]
        if lower.hasSuffix("e") { endings = ["", "m", "n", "ns", "r", "s"] }
        if lower.hasSuffix("nis"), length > 3 { endings += ["se", "sen", "ses"] }
        if lower.hasSuffix("in") { endings += ["nen"] }
        if length < 4 { endings = ["", "s"] }
        let adjective = ["e", "em", "en", "er", "es"]
        guard !isLast, let cut = adjective.first(where: lower.hasSuffix), length - cut.count >= 3 else {
            return .text(word, endings: endings)
        }
        return .text(word, endings: endings, cut: cut, changed: [""] + adjective)
    }

    private static func english(_ word: String, _ isLast: Bool) -> Piece {
        let lower = word.lowercased()
        guard word.utf8.count > 1 else { return .text(word) }
        var endings = ["", "s", "'s", "’s"]
        if !isLast { endings += ["s'", "s’"] }
        if ["s", "x", "z", "ch", "sh", "o"].contains(where: { lower.hasSuffix($0) && lower != $0 }) {
            endings += isLast ? ["es"] : ["es", "es'", "es’"]
        }
        if lower.hasSuffix("s"), !isLast { endings += ["'", "’"] }
        let before = lower.utf8.dropLast().last ?? 0
        guard lower.hasSuffix("y"), word.utf8.count > 2, before < 0x80, !"aeiou".utf8.contains(before) else {
            return .text(word, endings: endings)
        }
        return .text(
            word, endings: endings, cut: "y", changed: isLast ? ["ies"] : ["ies", "ies'", "ies’"])
    }

    // MARK: Search

    /// What a search from byte `start` on finds in one list.
    func search(_ list: TermList, expression: Int, from start: Int, before end: Int) -> [TermHit] {
        search(TermsReference.read(list), list, expression: expression, from: start, before: end)
    }

    func search(
        _ needles: Needles, _ list: TermList, expression: Int, from start: Int, before end: Int
    ) -> [TermHit] {
        var hits: [TermHit] = []
        var next = start
        for index in scalars.indices where scalars[index].start < end {
            guard scalars[index].start >= next else { continue }
            var best: TermHit?
            for (term, pieces) in needles.terms.enumerated() where !pieces.isEmpty {
                let attempt = Attempt(
                    scalars: scalars, pieces: pieces, list: list, start: index,
                    holdsMarks: list.terms[term].contains { $0 == ">" || $0 == "|" })
                guard let found = attempt.longest(), found > best?.end ?? 0 else { continue }
                best = TermHit(
                    expression: expression, term: term, start: scalars[index].start, end: found)
            }
            if let best {
                hits.append(best)
                next = best.end
            }
        }
        return hits
    }

    /// One term tried at one place.
    private struct Attempt {
        var scalars: [Scalar]
        var pieces: [Piece]
        var list: TermList
        var start: Int
        var holdsMarks: Bool

        func longest() -> Int? {
            guard case .text(let first, _, _, _) = pieces[0], let head = first.unicodeScalars.first else {
                return nil
            }
            let isInside = start > 0 && scalars[start - 1].isWord && TermsReference.isWord(head)
            if list.placement != .part, isInside { return nil }
            return longest(from: 0, at: start, breaks: 0)
        }

        private func longest(from piece: Int, at index: Int, breaks: Int) -> Int? {
            switch pieces[piece] {
            case .gap:
                return gap(at: index).flatMap { longest(from: piece + 1, at: $0, breaks: breaks) }
            case .text(let text, let endings, let cut, let changed):
                let stem = String(text.dropLast(cut.count))
                let forms = endings.map { (text, $0) } + changed.map { (stem, $0) }
                return forms.compactMap { form in
                    guard let (middle, one) = match(form.0, at: index, breaks),
                        let (end, two) = match(form.1, at: middle, one)
                    else { return nil }
                    if piece + 1 < pieces.count { return longest(from: piece + 1, at: end, breaks: two) }
                    let isBare = form.0 == text && form.1.isEmpty
                    let last = (form.0 + form.1).unicodeScalars.last.map(TermsReference.isWord) ?? false
                    let goesOn = last && end < scalars.count && scalars[end].isWord
                    if goesOn, !(isBare && list.placement != .word) { return nil }
                    return scalars[end - 1].end
                }.max()
            }
        }

        /// Compares folded text; hyphens at line ends between word characters are passed over.
        private func match(_ text: String, at first: Int, _ breaks: Int) -> (Int, Int)? {
            var rest = text
            var (index, breaks) = (first, breaks)
            while let want = rest.unicodeScalars.first {
                guard index < scalars.count, let value = scalars[index].value else { return nil }
                let shown = TermsReference.fold(value, list.letterCase)
                if rest.utf8.starts(with: shown.utf8) {
                    rest = String(rest.unicodeScalars.dropFirst(shown.unicodeScalars.count))
                    index += 1
                } else {
                    guard index > start, scalars[index - 1].isWord, TermsReference.isWord(want), breaks < 4,
                        let next = lineEnd(at: index)
                    else { return nil }
                    (index, breaks) = (next, breaks + 1)
                }
            }
            return (index, breaks)
        }

        /// Behind a hyphen at a line's end and what belongs to it.
        private func lineEnd(at hyphen: Int) -> Int? {
            var index = hyphen + 1
            guard scalars[hyphen].value == "-" else { return nil }
            if index < scalars.count, scalars[index].value == "\r" { index += 1 }
            guard index < scalars.count, scalars[index].value == "\n" else { return nil }
            index += 1
            while index < scalars.count,
                scalars[index].value == " " || scalars[index].value == "\t" || isMark(index)
            {
                index += 1
            }
            return scalars[index - 1].end - scalars[hyphen].start <= 32 ? index : nil
        }

        private func isMark(_ index: Int) -> Bool { scalars[index].isMark && !holdsMarks }

        private func gap(at first: Int) -> Int? {
            guard first < scalars.count else { return nil }
            if scalars[first].value == "-" { return lineEnd(at: first) ?? first + 1 }
            var index = first
            while index < scalars.count {
                let hasBreak = scalars[first..<index].contains { $0.value == "\n" || $0.value == "\r" }
                guard scalars[index].isSpace || isMark(index) && hasBreak else { break }
                index += 1
            }
            guard index > first else { return nil }
            return scalars[index - 1].end - scalars[first].start <= 32 ? index : nil
        }
    }
}
