/// The elements that are open while HTML is read.
struct HTMLElements {
    struct Element {
        var key: HTMLTag.Key
        var tag: HTMLTag
        var isBlock = false
        var isHidden = false
        var isPre = false
        /// How many marks end with it.
        var marks = 0
        /// The state of quotes before it began.
        var quoteDepth = 0
        var isInWrapper = false
    }

    private(set) var stack: [Element] = []
    private(set) var hiddenCount = 0
    private(set) var preCount = 0
    /// Quotes around this place.
    var quoteDepth = 0
    /// Whether the innermost quote is a wrapper around a `blockquote` that has not come yet.
    var isInWrapper = false
    /// Whether a cell has been read in this row.
    var hasCell = false

    /// How deep elements are counted, as in browsers.
    private static let deepest = 512

    mutating func push(_ element: Element) -> Bool {
        guard stack.count < HTMLElements.deepest else { return false }
        stack.append(element)
        if element.isHidden { hiddenCount += 1 }
        if element.isPre { preCount += 1 }
        return true
    }

    /// Takes an element out, and what it did with it.
    mutating func remove(at index: Int) {
        let element = stack.remove(at: index)
        if element.isHidden { hiddenCount -= 1 }
        if element.isPre { preCount -= 1 }
        guard element.marks > 0 else { return }
        quoteDepth = element.quoteDepth
        isInWrapper = element.isInWrapper
    }

    /// Another mark that ends with the innermost element.
    mutating func addMark() {
        guard let last = stack.indices.last else { return }
        if stack[last].marks == 0 {
            stack[last].quoteDepth = quoteDepth
            stack[last].isInWrapper = isInWrapper
        }
        stack[last].marks += 1
    }

    /// The innermost element that `found` accepts, above `floor` and not behind one that `stops` accepts.
    @inline(__always)
    func innermost(
        above floor: Int, where found: (Element) -> Bool, unless stops: (Element) -> Bool
    ) -> Int? {
        var index = stack.count - 1
        while index >= floor {
            if found(stack[index]) { return index }
            if stops(stack[index]) { return nil }
            index -= 1
        }
        return nil
    }

    /// The element that the end tag of `key` closes.
    func closed(by key: HTMLTag.Key, _ tag: HTMLTag, above floor: Int) -> Int? {
        if tag.traits.contains(.formatting) {
            return innermost(
                above: floor, where: { $0.key == key }, unless: { $0.tag.traits.contains(.scope) })
        }
        switch tag.name {
        case .table, .template, .html:
            return innermost(above: floor, where: { $0.key == key }, unless: { _ in false })
        case .tr, .td, .th, .tbody, .thead, .tfoot, .caption:
            return innermost(above: floor, where: { $0.key == key }, unless: { $0.tag.name == .table })
        default:
            let isSpecial = tag.traits.contains(.special)
            let barrier: HTMLTag.Traits = isSpecial ? .scope : .special
            // Lists bound only the search for their own items.
            return innermost(
                above: floor, where: { $0.key == key },
                unless: { $0.tag.traits.contains(barrier) && !(isSpecial && $0.tag.isList) })
        }
    }

    /// The element that ends because `tag` begins within it.
    func ended(by tag: HTMLTag, above floor: Int) -> Int? {
        func nearest(_ names: HTMLTag.Names, within limits: HTMLTag.Names) -> Int? {
            innermost(
                above: floor, where: { names.contains($0.tag.name) },
                unless: { limits.contains($0.tag.name) || $0.tag.traits.contains(.scope) && !$0.tag.isCell })
        }
        switch tag.name {
        case .li: return nearest([.li], within: [.td, .th])
        case .dd, .dt: return nearest([.dd, .dt], within: [.td, .th])
        case .td, .th: return nearest([.td, .th], within: [.tr, .table])
        case .tr: return nearest([.tr], within: [.table])
        case .tbody, .thead, .tfoot: return nearest([.tbody, .thead, .tfoot, .tr], within: [.table])
        case .option: return nearest([.option], within: [.select])
        case .optgroup: return nearest([.optgroup, .option], within: [.select])
        default: return nil
        }
    }
}

extension HTMLTag {
    /// A set of names.
    struct Names: ExpressibleByArrayLiteral {
        private let bits: UInt64

        init(arrayLiteral names: Name...) { bits = names.reduce(0) { $0 | 1 << UInt64($1.rawValue) } }

        @inline(__always)
        func contains(_ name: Name) -> Bool { bits & 1 &<< UInt64(name.rawValue) != 0 }
    }

    var isList: Bool { name == .ul || name == .ol || name == .dl || name == .select }
    var isCell: Bool { name == .td || name == .th }
}
