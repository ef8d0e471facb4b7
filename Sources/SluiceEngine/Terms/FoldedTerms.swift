/// The terms of all lists, folded and laid one after the other.
///
/// A folded term is its scalars' ``Folded`` bytes, in their own case where the list says so. Each run of white space
/// is one 0x20, none at either end, and so is a hyphen between two characters that are neither hyphen nor white space.
struct FoldedTerms: Sendable {
    /// One list's place among all terms.
    struct List: Sendable {
        var expression: Int
        var first: Int
        var count: Int
        var style: TermStyle
    }

    let lists: [List]
    let bytes: FrozenBuffer<UInt8>
    /// Where each term begins in `bytes`, and the end of the last.
    let offsets: FrozenBuffer<UInt32>
    /// By expression: the index of its list, or -1.
    private let listOfExpression: [Int32]

    init(_ given: [(expression: Int, list: TermList)]) {
        var lists: [List] = []
        var bytes: [UInt8] = []
        var offsets: [UInt32] = [0]
        let count = given.reduce(0) { $0 + $1.list.terms.count }
        offsets.reserveCapacity(count + 1)
        bytes.reserveCapacity(count * 24)
        var listOfExpression = [Int32](repeating: -1, count: (given.map(\.expression).max() ?? -1) + 1)
        for (expression, list) in given {
            listOfExpression[expression] = Int32(lists.count)
            lists.append(
                List(
                    expression: expression, first: offsets.count - 1, count: list.terms.count,
                    style: TermStyle(list)))
            for term in list.terms {
                FoldedTerms.fold(term, isExact: list.letterCase == .exact, into: &bytes)
                // Text beyond four gigabytes does not count: such a term is empty and matches nothing.
                offsets.append(UInt32(clamping: bytes.count))
            }
        }
        self.lists = lists
        self.bytes = FrozenBuffer(bytes)
        self.offsets = FrozenBuffer(offsets)
        self.listOfExpression = listOfExpression
    }

    var count: Int { offsets.count - 1 }

    /// The bytes of `bytes` that are term `term` (counted over all lists).
    func range(_ term: Int) -> Range<Int> { Int(offsets[term])..<Int(offsets[term + 1]) }

    func list(ofExpression expression: Int) -> List? {
        guard listOfExpression.indices.contains(expression), listOfExpression[expression] >= 0 else {
            return nil
        }
        return lists[Int(listOfExpression[expression])]
    }

    /// The list that holds term `term` (counted over all lists).
    func list(ofTerm term: Int) -> List {
        var low = 0
        var high = lists.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lists[middle].first <= term { low = middle } else { high = middle }
        }
        return lists[low]
    }

    @inline(__always)
    func style(ofTerm term: Int) -> TermStyle { list(ofTerm: term).style }

    /// No match is longer, in bytes of text.
    var longestMatch: Int {
        var longest = 0
        for list in lists {
            for term in list.first..<list.first + list.count {
                longest = max(longest, longestText(range(term), list.style))
            }
        }
        return longest
    }

    /// Appends the folded form of `term`.
    static func fold(_ term: String, isExact: Bool = false, into target: inout [UInt8]) {
        let start = target.count
        var isPlain = true
        for byte in term.utf8 {
            guard byte < 0x80 else {
                isPlain = false
                break
            }
            target.append(isExact ? byte : TextScalar.lowercaseASCII(byte))
        }
        if isPlain {
            collapseSpace(&target, from: start)
        } else {
            target.removeLast(target.count - start)
            foldScalars(term, isExact, into: &target, from: start)
        }
        openHyphens(&target, from: start)
    }

    private static func foldScalars(
        _ term: String, _ isExact: Bool, into target: inout [UInt8], from start: Int
    ) {
        for scalar in term.unicodeScalars {
            if TextScalar.isSpace(scalar.value) {
                if target.count > start, target.last != 0x20 { target.append(0x20) }
            } else {
                Folded(scalar.value, isExact: isExact).append(to: &target)
            }
        }
        if target.count > start, target.last == 0x20 { target.removeLast() }
    }

    /// Collapses the white space of a term that is all ASCII.
    private static func collapseSpace(_ target: inout [UInt8], from start: Int) {
        var kept = start
        for index in start..<target.count {
            let isSpace = TextScalar.isSpace(UInt32(target[index]))
            if isSpace, kept == start || target[kept - 1] == 0x20 { continue }
            target[kept] = isSpace ? 0x20 : target[index]
            kept += 1
        }
        if kept > start, target[kept - 1] == 0x20 { kept -= 1 }
        target.removeLast(target.count - kept)
    }

    /// Makes a space of each hyphen that stands between two characters.
    private static func openHyphens(_ target: inout [UInt8], from start: Int) {
        let closed: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x2D }
        for index in target.indices.dropFirst(start + 1).dropLast() where target[index] == 0x2D {
            if !closed(target[index - 1]), !closed(target[index + 1]) { target[index] = 0x20 }
        }
    }
}

/// How the terms of a list are compared with a text.
struct TermStyle: Hashable, Sendable {
    var isExact: Bool
    var placement: TermList.Placement
    var inflection: Inflection?

    init(_ list: TermList) {
        isExact = list.letterCase == .exact
        placement = list.placement
        inflection = list.inflection
    }
}
