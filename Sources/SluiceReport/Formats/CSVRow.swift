import CReportBytes
import SluiceModel

/// Writes the cells of one row after the other.
struct CSVRow: ~Copyable {
    private var buffer = GrowingBytes()
    private var isFirst = true

    /// What was written.
    var bytes: [UInt8] { buffer.withBytes { unsafe Array($0) } }

    /// Writes one row behind what `output` holds, without a copy of it.
    @inline(__always)
    static func append(to output: inout GrowingBytes, _ body: (inout CSVRow) -> Void) {
        var row = CSVRow()
        swap(&row.buffer, &output)
        body(&row)
        swap(&row.buffer, &output)
    }

    @inline(__always)
    mutating func add(_ text: String?) {
        separate()
        if let text, !text.isEmpty { add(cell: text) }
    }

    private mutating func add(cell text: String) { text.lendUTF8 { unsafe cell($0) } }

    mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        separate()
        unsafe cell(text)
    }

    /// A cell that is written piece by piece.
    mutating func add(_ write: (inout GrowingBytes) -> Void) {
        separate()
        let start = buffer.count
        write(&buffer)
        let isPlain = buffer.withBytes { bytes in
            let text = unsafe UnsafeBufferPointer(rebasing: bytes[start...])
            return unsafe !CSVRow.beginsFormula(text) && !CSVRow.needsQuotes(text)
        }
        guard !isPlain else { return }
        let text = buffer.withBytes { unsafe Array($0[start...]) }
        buffer.truncate(to: start)
        unsafe text.withUnsafeBufferPointer { unsafe cell($0) }
    }

    mutating func add(_ number: Int?) {
        separate()
        if let number { buffer.append(decimal: number) }
    }

    /// Cells of numbers, ``NumberCells/most`` of them at most, with room made once for all.
    @inline(__always)
    mutating func add(numbers body: (inout NumberCells) -> Void) {
        let follows = !isFirst
        buffer.append(atMost: NumberCells.room) { target in
            var cells = unsafe NumberCells(target, follows: follows)
            body(&cells)
            return cells.count
        }
        isFirst = false
    }

    /// Empty cells.
    mutating func skip(_ cells: Int) {
        for _ in 0..<cells { separate() }
    }

    /// Begins a row with cells that many findings share; false where they have to be written for the first time.
    @inline(__always)
    mutating func begins<Traits>(
        with known: Remembered<Traits>, _ finding: borrowing some ReportedFinding & ~Copyable
    ) -> Bool {
        isFirst = !known.repeats(finding, to: &buffer)
        return !isFirst
    }

    func remember<Traits>(
        _ known: inout Remembered<Traits>, of finding: borrowing some ReportedFinding & ~Copyable,
        from start: Int
    ) {
        known.remember(finding, buffer, from: start)
    }

    /// How many bytes were written.
    var count: Int { buffer.count }

    mutating func end() {
        buffer.append(0x0D)
        buffer.append(0x0A)
        isFirst = true
    }

    @inline(__always)
    private mutating func separate() {
        if !isFirst { buffer.append(0x2C) }
        isFirst = false
    }

    /// A cell in quotes where it holds what would end it, and on one line.
    private mutating func cell(_ text: UnsafeBufferPointer<UInt8>) {
        let isFormula = unsafe CSVRow.beginsFormula(text)
        guard unsafe isFormula || CSVRow.needsQuotes(text) else {
            unsafe buffer.append(text)
            return
        }
        buffer.append(0x22)
        if isFormula { buffer.append(0x27) }
        for index in text.indices {
            let byte = unsafe text[index]
            if byte == 0x22 { buffer.append(0x22) }
            buffer.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte)
        }
        buffer.append(0x22)
    }

    /// Whether a cell must stand in quotes.
    private static func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe text.baseAddress.map { unsafe !sluice_is_plain_cell($0, text.count) } ?? false
    }

    /// Whether a spreadsheet would compute the cell; blanks in front do not keep it from that.
    private static func beginsFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let index = unsafe text.firstIndex(where: { $0 > 0x20 }) else { return false }
        switch unsafe text[index] {
        case 0x3D, 0x2B, 0x2D, 0x40: return true
        case 0xEF:
            // The full-width signs ＝ ＋ － ＠.
            guard index + 2 < text.count, unsafe text[index + 1] == 0xBC else { return false }
            return unsafe [0x9D, 0x8B, 0x8D, 0xA0].contains(text[index + 2])
        default: return false
        }
    }
}

/// Cells of numbers, written where there is room for all of them.
@safe
struct NumberCells {
    static let most = 8
    static let room = most * (1 + GrowingBytes.decimalRoom)

    private let target: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var needsComma: Bool

    /// Begins where there is ``room``, behind other cells or as the first ones.
    @inline(__always)
    init(_ target: UnsafeMutablePointer<UInt8>, follows: Bool) {
        unsafe self.target = target
        needsComma = follows
    }

    @inline(__always)
    mutating func add(_ number: Int?) {
        if needsComma {
            unsafe target[count] = 0x2C
            count &+= 1
        }
        needsComma = true
        if let number { count &+= unsafe GrowingBytes.write(decimal: number, to: target + count) }
    }
}
