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
