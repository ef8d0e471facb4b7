import Glibc

extension HTMLConverter {
    /// An element begins; gives where to go on reading.
    mutating func open(_ key: HTMLTag.Key, _ notes: HTMLTagNotes, _ behind: Int, to end: Int) -> Int {
        let tag = HTMLTag.of(key)
        let traits = tag.traits
        endImplied(by: tag)
        if traits.contains(.void) {
            if tag.name == .br { with(target) { $0.endLine() } }
            if traits.contains(.block) { with(target) { $0.breakLine() } }
            return behind
        }
        var element = HTMLElements.Element(key: key, tag: tag)
        element.isHidden = notes.isHidden || notes.style.isHidden || traits.contains(.hidden)
        if traits.contains(.raw) { return raw(key, tag, element.isHidden, behind, to: end) }
        element.isPre = notes.style.keepsSpaces || traits.contains(.pre)
        element.isBlock = notes.style.display.map { $0 == .line } ?? traits.contains(.block)
        element.quoteDepth = elements.quoteDepth
        element.isInWrapper = elements.isInWrapper
        if !isComment, !element.isHidden, !traits.contains(.formatting) {
            openMarks(tag, notes.role, &element)
        }
        separate(tag)
        // What follows the end of a page still belongs to it, so it never ends.
        if HTMLConverter.isPage(key), !element.isHidden { return behind }
        // Without an end tag to come, an element that changes nothing need not be kept.
        if notes.isSelfClosing, tag == .unknown, !element.isHidden, !element.isPre { return behind }
        if !elements.push(element) {
            marks.close(element.marks, at: text.bytes.count)
            (elements.quoteDepth, elements.isInWrapper) = (element.quoteDepth, element.isInWrapper)
        } else if element.isHidden {
            hidden.breakLine()
        }
        if element.isBlock { with(target) { $0.breakLine() } }
        // The first line end in `pre` is not part of it.
        if traits.contains(.pre), behind < end {
            if unsafe base[behind] == 0x0A { return behind + 1 }
            if behind + 1 < end, unsafe base[behind] == 0x0D && base[behind + 1] == 0x0A { return behind + 2 }
        }
        return behind
    }

    /// Rows and cells keep apart what stands in them.
    private mutating func separate(_ tag: HTMLTag) {
        switch tag.name {
        case .tr, .table:
            elements.hasCell = false
            with(target) { $0.beginRow() }
        case .td, .th:
            if elements.hasCell { with(target) { $0.tab() } }
            elements.hasCell = true
        default: break
        }
    }

    private mutating func openMarks(_ tag: HTMLTag, _ role: HTMLRole?, _ element: inout HTMLElements.Element)
    {
        if tag.name == .blockquote {
            // A wrapper's mark covers its blockquote, which is the same quote.
            if elements.isInWrapper {
                elements.isInWrapper = false
            } else {
                quote(&element)
            }
            return
        }
        switch role {
        case .quote:
            quote(&element)
            elements.isInWrapper = true
        case .quoteFollows:
            elements.addMark()
            elements.quoteDepth += 1
            _ = marks.open(.quote(depth: elements.quoteDepth))
        case .signature: element.marks = marks.open(.signature) ? 1 : 0
        case .attribution: element.marks = marks.open(.attribution) ? 1 : 0
        case nil: break
        }
    }

    private mutating func quote(_ element: inout HTMLElements.Element) {
        elements.quoteDepth += 1
        element.marks = marks.open(.quote(depth: elements.quoteDepth)) ? 1 : 0
    }

    /// Elements that end because another begins.
    private mutating func endImplied(by tag: HTMLTag) {
        if let index = elements.ended(by: tag, above: 0) { closeAll(downTo: index) }
        guard tag.traits.contains(.closesParagraph) else { return }
        let paragraph = elements.innermost(
            above: 0, where: { $0.tag.name == .p },
            unless: { $0.tag.traits.contains(.scope) || $0.tag.traits.contains(.special) })
        if let paragraph { closeAll(downTo: paragraph) }
    }

    /// An end tag.
    mutating func close(_ key: HTMLTag.Key) {
        let tag = HTMLTag.of(key)
        if tag.name == .br {
            with(target) { $0.endLine() }
            return
        }
        if tag.traits.contains(.block) { with(target) { $0.breakLine() } }
        if tag.name == .tr || tag.name == .table { with(target) { $0.endRow() } }
        if HTMLConverter.isPage(key) { return }
        guard let index = elements.closed(by: key, tag, above: 0) else { return }
        if tag.traits.contains(.formatting) {
            closeElement(at: index)
        } else {
            closeAll(downTo: index)
        }
        if tag.name == .table { elements.hasCell = true }
    }

    private static func isPage(_ key: HTMLTag.Key) -> Bool {
        key.length == 4 && (key.head == 0x6C6D_7468 || key.head == 0x7964_6F62 || key.head == 0x6461_6568)
    }

    mutating func closeAll(downTo index: Int) {
        while elements.stack.count > index { closeElement(at: elements.stack.count - 1) }
    }

    private mutating func closeElement(at index: Int) {
        let element = elements.stack[index]
        if element.isBlock { with(target) { $0.breakLine() } }
        if element.isHidden { hidden.breakLine() }
        marks.close(element.marks, at: text.bytes.count)
        elements.remove(at: index)
    }

    /// An element without markup in it; its text ends at its end tag.
    private mutating func raw(
        _ key: HTMLTag.Key, _ tag: HTMLTag, _ isHidden: Bool, _ behind: Int, to end: Int
    ) -> Int {
        let close = tag.name == .plaintext ? end : endOfRaw(key, from: behind, to: end)
        switch tag.name {
        case .script, .style:
            comments.breakLine()
            unsafe comments.append(base + behind, at: behind, length: close - behind)
            comments.breakLine()
        case .title: value(from: behind, to: close, isComment ? .comments : .attributes)
        default:
            let target: Target = isComment ? .comments : isHidden ? .hidden : target
            with(target) { $0.breakLine() }
            if target == .text, close > behind { startMarks() }
            if tag.name == .textarea {
                value(from: behind, to: close, target)
            } else {
                let base = unsafe base
                with(target) { unsafe $0.append(base + behind, at: behind, length: close - behind) }
            }
            with(target) { $0.breakLine() }
        }
        guard close < end else { return end }
        return closing(from: close, to: end).map { $0 + 1 } ?? end
    }

    /// Where the end tag of a raw element stands; `end` where none comes.
    private func endOfRaw(_ key: HTMLTag.Key, from start: Int, to end: Int) -> Int {
        var place = start
        while place < end, let found = unsafe memchr(base + place, 0x3C, end - place) {
            place = unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
            if place + 2 < end, unsafe base[place + 1] == 0x2F {
                var other = HTMLTag.Key()
                var next = place + 2
                while next < end, unsafe !HTMLConverter.endsName(base[next]), other.length <= key.length {
                    unsafe other.append(base[next])
                    next += 1
                }
                if other == key { return place }
            }
            place += 1
        }
        return end
    }
}
