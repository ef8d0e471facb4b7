@testable import SluiceEngine

/// The search for terms as its contract says it, one place and one term after the other; shares no code with the engine.
struct TermsReference {
    fileprivate enum Unit: Equatable {
        case folded(String, isWord: Bool)
        case space(Int)
        case invalid
    }

    private struct Scalar {
        var unit: Unit
        var start: Int
        var end: Int
        var isHyphen = false
    }

    private let scalars: [Scalar]

    init(_ text: [UInt8]) {
        var scalars: [Scalar] = []
        var place = 0
        while place < text.count {
            var scalar = Scalar(unit: .invalid, start: place, end: place + 1)
            for length in 1...4 where place + length <= text.count {
                guard let valid = String(validating: text[place..<place + length], as: UTF8.self),
                    valid.unicodeScalars.count == 1, let one = valid.unicodeScalars.first
                else { continue }
                scalar = Scalar(
                    unit: TermsReference.unit(one, length), start: place, end: place + length,
                    isHyphen: one == "-")
            }
            scalars.append(scalar)
            place = scalar.end
        }
        self.scalars = scalars
    }

    private static func unit(_ scalar: Unicode.Scalar, _ length: Int) -> Unit {
        if scalar.properties.isWhitespace { return .space(length) }
        return .folded(fold(scalar), isWord: isWord(scalar))
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber,
            .nonspacingMark, .spacingMark, .enclosingMark:
            return true
        default:
            return scalar == "_"
        }
    }

    private static func fold(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "ä", "Ä": return "ae"
        case "ö", "Ö": return "oe"
        case "ü", "Ü": return "ue"
        case "ß", "ẞ": return "ss"
        default: return String(String(scalar).lowercased().unicodeScalars.prefix(1))
        }
    }

    /// What a search from byte `start` on finds in one list.
    func search(_ list: TermList, expression: Int, from start: Int, before end: Int) -> [TermHit] {
        search(TermsReference.read(list), list, expression: expression, from: start, before: end)
    }

    /// The terms of a list as the search compares them; for a list that is searched for many times.
    static func read(_ list: TermList) -> Needles {
        Needles(terms: list.terms.map { TermsReference(Array($0.utf8)).trimmed })
    }

    struct Needles {
        fileprivate var terms: [[Unit]]
    }

    func search(
        _ needles: Needles, _ list: TermList, expression: Int, from start: Int, before end: Int
    ) -> [TermHit] {
        var hits: [TermHit] = []
        var next = start
        for index in scalars.indices where scalars[index].start < end {
            guard scalars[index].start >= next else { continue }
            var best: TermHit?
            for (term, wanted) in needles.terms.enumerated() {
                guard let found = match(wanted, at: index, insideWords: list.insideWords) else { continue }
                if found > best?.end ?? 0 {
                    best = TermHit(
                        expression: expression, term: term, start: scalars[index].start, end: found)
                }
            }
            if let best {
                hits.append(best)
                next = best.end
            }
        }
        return hits
    }

    private var trimmed: [Unit] {
        var units: [Unit] = []
        for scalar in scalars {
            if case .space = scalar.unit {
                if units.last != .space(0) { units.append(.space(0)) }
            } else {
                units.append(scalar.unit)
            }
        }
        while units.first == .space(0) { units.removeFirst() }
        while units.last == .space(0) { units.removeLast() }
        return units
    }

    private func match(_ wanted: [Unit], at first: Int, insideWords: Bool) -> Int? {
        guard !wanted.isEmpty else { return nil }
        var pieces = wanted[...]
        var rest = ""
        var index = first
        while true {
            if rest.isEmpty {
                guard let piece = pieces.popFirst() else { break }
                guard case .folded(let text, _) = piece else {
                    guard let behind = spaces(from: index) else { return nil }
                    index = behind
                    continue
                }
                rest = text
            }
            while index < scalars.count, case .folded(let next, _)? = pieces.first {
                rest += next
                pieces.removeFirst()
            }
            guard index < scalars.count, case .folded(let shown, _) = scalars[index].unit,
                rest.hasPrefixBytes(shown)
            else { return nil }
            rest = String(rest.unicodeScalars.dropFirst(shown.unicodeScalars.count))
            index += 1
        }
        let begins = !insideWords && isWord(wanted.first) && first > 0 && isWord(scalars[first - 1].unit)
        let ends = !insideWords && isWord(wanted.last) && index < scalars.count && isWord(scalars[index].unit)
        return begins || ends ? nil : scalars[index - 1].end
    }

    private func isWord(_ unit: Unit?) -> Bool {
        if case .folded(_, let isWord)? = unit { isWord } else { false }
    }

    private func spaces(from first: Int) -> Int? {
        guard first < scalars.count else { return nil }
        if scalars[first].isHyphen { return first + 1 }
        var (index, length) = (first, 0)
        while index < scalars.count, case .space(let bytes) = scalars[index].unit {
            length += bytes
            index += 1
        }
        return 1...16 ~= length ? index : nil
    }
}

extension String {
    fileprivate func hasPrefixBytes(_ other: String) -> Bool { utf8.starts(with: other.utf8) }
}
