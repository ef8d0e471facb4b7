import CScanKernels
public import SluiceModel

/// Folds texts where they lie; for a search that asks whether anything is there, and not where.
public struct FoldedInPlace: ~Copyable {
    private var scratch = ByteBuffer(capacity: 4096)

    public init() {}

    /// Makes a whole text of a mail or a chat into its view, as ``TextView`` has it; gives the view's length.
    ///
    /// 64 bytes before and behind `text` must be readable. What the view leaves free is filled with zeros.
    public mutating func fold(_ text: UnsafeMutableBufferPointer<UInt8>, flow: LineFlow) -> Int {
        guard let base = text.baseAddress else { return 0 }
        if text.count <= 256, flow == .fixed,
            unsafe FoldedInPlace.isPlainLine(UnsafePointer(base), text.count)
        {
            return text.count
        }
        let source = unsafe UnsafeBufferPointer(text).span
        var finder = EditFinder(wholeText: flow)
        guard let first = finder.next(in: source) else { return text.count }
        scratch.truncate(to: 0)
        scratch.reserve(text.count)
        write(source, first, &finder)
        let length = scratch.count
        scratch.withSpan { view in
            unsafe view.withUnsafeBufferPointer { view in
                guard let from = view.baseAddress else { return }
                unsafe base.update(from: from, count: length)
            }
        }
        unsafe (base + length).update(repeating: 0, count: text.count - length)
        return length
    }

    /// Likewise for a text whose lines do not flow and at which `looks` looked.
    public mutating func fold(
        _ text: UnsafeMutableBufferPointer<UInt8>, knowing looks: borrowing TextLooks
    ) -> Int {
        guard let base = text.baseAddress, !looks.isOdd,
            let first = unsafe FoldedInPlace.firstQuote(UnsafePointer(base), text.count, looks)
        else { return unsafe fold(text, flow: .fixed) }
        guard first < looks.count else { return text.count }
        var read = 0
        var written = 0
        for index in first..<looks.count where unsafe base[looks[index]] == UInt8(ascii: ">") {
            let start = looks[index]
            // What stays lies behind where it goes, and may overlap it.
            if written < read {
                unsafe (base + written).update(from: base + read, count: start - read)
            }
            written += start - read
            read = unsafe FoldedInPlace.endOfAngles(UnsafePointer(base), start, text.count)
        }
        unsafe (base + written).update(from: base + read, count: text.count - read)
        written += text.count - read
        unsafe (base + written).update(repeating: 0, count: text.count - written)
        return written
    }

    /// The index of the first line that begins with `>`, or their number; nil where bars may be marks of quotation.
    private static func firstQuote(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ looks: borrowing TextLooks
    ) -> Int? {
        var first = looks.count
        for index in stride(from: looks.count - 1, through: 0, by: -1) {
            switch unsafe base[looks[index]] {
            case UInt8(ascii: "|"): return nil
            case UInt8(ascii: ">"):
                first = index
                let end = unsafe endOfAngles(base, looks[index], count)
                if end < count, unsafe base[end] == UInt8(ascii: "|") { return nil }
            default: break
            }
        }
        return first
    }

    /// Behind the marks `>` at `start`, each with the space behind it.
    @inline(__always)
    private static func endOfAngles(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
        var place = start
        while place < count, unsafe base[place] == UInt8(ascii: ">") {
            place &+= 1
            if place < count, unsafe base[place] == 0x20 { place &+= 1 }
        }
        return place
    }

    private mutating func write(_ text: Span<UInt8>, _ first: Edit, _ finder: inout EditFinder) {
        var read = 0
        var next: Edit? = first
        while let edit = next {
            scratch.append(text.extracting(read..<edit.source.lowerBound))
            for index in 0..<edit.count { scratch.append(edit[index]) }
            read = edit.source.upperBound
            next = finder.next(in: text)
        }
        scratch.append(text.extracting(read..<text.count))
    }

    /// Whether a short text is one line of ASCII that does not begin as a quoted one.
    private static func isPlainLine(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var place = 0
        while place < count, unsafe base[place] == 0x20 || base[place] == 0x09 { place += 1 }
        guard place < count else { return true }
        let first = unsafe base[place]
        if first == UInt8(ascii: ">") || first == UInt8(ascii: "|") { return false }
        if unsafe sluice_is_plain_value(base, count) != 0 { return true }
        var all: UInt8 = 0
        var newlines: UInt8 = 0
        for index in 0..<count {
            let byte = unsafe base[index]
            all |= byte
            newlines |= byte == 0x0A ? 1 : 0
        }
        return all < 0x80 && newlines == 0
    }
}
