import SluiceModel

/// Writes JSON byte by byte: no tree is built, no value is boxed.
struct JSONWriter: ~Copyable {
    private var buffer = GrowingBytes()
    /// Whether the next key or element follows another one.
    private var needsComma = false

    /// A place in what was written.
    struct Mark {
        fileprivate let count: Int
        fileprivate let needsComma: Bool
    }

    /// What was written.
    var bytes: [UInt8] { buffer.withBytes { unsafe Array($0) } }

    /// Writes one line behind what `output` holds.
    static func line(into output: inout [UInt8], _ body: (inout JSONWriter) -> Void) {
        append(to: &output, body)
        output.append(0x0A)
    }

    /// Writes one value behind what `output` holds.
    static func append(to output: inout [UInt8], _ body: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        body(&json)
        json.buffer.withBytes { unsafe output.append(contentsOf: $0) }
    }

    /// Writes a line behind what `output` holds, without a copy of it.
    @inline(__always)
    static func line(into output: inout GrowingBytes, _ body: (inout JSONWriter) -> Void) {
        append(to: &output) { json in
            body(&json)
            json.buffer.append(0x0A)
        }
    }

    /// Writes an element of a list behind what `output` holds, and a comma in front of it.
    @inline(__always)
    static func element(into output: inout GrowingBytes, _ body: (inout JSONWriter) -> Void) {
        append(to: &output) { json in
            json.buffer.append(",\n")
            body(&json)
        }
    }

    /// Writes one value behind what `output` holds, without a copy of it.
    @inline(__always)
    static func append(to output: inout GrowingBytes, _ body: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        swap(&json.buffer, &output)
        body(&json)
        swap(&json.buffer, &output)
    }

    @inline(__always)
    mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(0x7B)
        body(&self)
        close(0x7D)
    }

    @inline(__always)
    mutating func array(_ body: (inout JSONWriter) -> Void) {
        open(0x5B)
        body(&self)
        close(0x5D)
    }

    /// A name that needs no escapes.
    @inline(__always)
    mutating func key(_ name: StaticString) {
        let count = name.utf8CodeUnitCount
        let comma = needsComma ? 1 : 0
        buffer.append(atMost: count + 4) { target in
            unsafe target[0] = 0x2C
            let name = unsafe (start: target + comma + 1, text: name.utf8Start)
            unsafe name.start[-1] = 0x22
            unsafe name.start.update(from: name.text, count: count)
            unsafe name.start[count] = 0x22
            unsafe name.start[count + 1] = 0x3A
            return comma + count + 3
        }
        needsComma = false
    }

    /// Members and values as they stand in JSON, without a comma in front and with all that they open.
    @inline(__always)
    mutating func plain(members text: StaticString) {
        separate()
        buffer.append(text)
        needsComma = true
    }

    /// Members as they stand in JSON, of which the last one's value follows.
    @inline(__always)
    mutating func begin(members text: StaticString) {
        separate()
        buffer.append(text)
        needsComma = false
    }

    /// Writes members that are numbers, ``NumberMembers/most`` of them at most, with room made once for all.
    @inline(__always)
    mutating func members(_ body: (inout NumberMembers) -> Void) {
        let follows = needsComma
        buffer.append(atMost: NumberMembers.room) { target in
            var members = unsafe NumberMembers(target, follows: follows)
            body(&members)
            return members.count
        }
        needsComma = true
    }

    /// Writes members that a finding shares with others; false where they have to be written for the first time, as the
    /// first ones of what ``remember(_:of:from:)`` takes.
    @inline(__always)
    mutating func repeats<Traits>(
        _ known: Remembered<Traits>, of finding: borrowing some ReportedFinding & ~Copyable
    ) -> Bool {
        separate()
        needsComma = known.repeats(finding, to: &buffer)
        return needsComma
    }

    func remember<Traits>(
        _ known: inout Remembered<Traits>, of finding: borrowing some ReportedFinding & ~Copyable,
        from mark: Mark
    ) {
        known.remember(finding, buffer, from: mark.count)
    }

    /// Opens an object or an array that is left open.
    mutating func beginObject() { open(0x7B) }
    mutating func beginArray() { open(0x5B) }

    /// Closes what ``beginObject()`` or a remembered text has opened.
    @inline(__always)
    mutating func endObject() { close(0x7D) }
    @inline(__always)
    mutating func endArray() { close(0x5D) }

    /// Begins a text that ``endText(_:)`` ends.
    mutating func beginText(_ text: String) {
        separate()
        buffer.append(0x22)
        text.lendUTF8 { unsafe buffer.append(escaped: $0) }
    }

    @inline(__always)
    mutating func endText(_ text: UnsafeBufferPointer<UInt8>) {
        unsafe buffer.append(escaped: text)
        buffer.append(0x22)
        needsComma = true
    }

    /// A place to which what was written may be taken back.
    var mark: Mark { Mark(count: buffer.count, needsComma: needsComma) }

    mutating func rewind(to mark: Mark) {
        buffer.truncate(to: mark.count)
        needsComma = mark.needsComma
    }

    /// A name that may need escapes.
    mutating func key(named name: String) {
        separate()
        quote(name)
        endKey()
    }

    mutating func value(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    /// A text in UTF-8.
    mutating func value(_ text: UnsafeBufferPointer<UInt8>) {
        separate()
        unsafe quote(text)
        needsComma = true
    }

    /// A text that is written piece by piece.
    mutating func value(_ write: (inout GrowingBytes) -> Void) {
        separate()
        buffer.append(0x22)
        let start = buffer.count
        write(&buffer)
        buffer.escape(from: start)
        buffer.append(0x22)
        needsComma = true
    }

    mutating func value(_ number: Int) {
        separate()
        buffer.append(decimal: number)
        needsComma = true
    }

    mutating func value(_ flag: Bool) { plain(flag ? "true" : "false") }
    mutating func null() { plain("null") }

    /// A number with `digits` decimals at most.
    mutating func value(_ number: Double, digits: Int = 6) {
        guard number.isFinite else { return plain("null") }
        separate()
        buffer.append(Decimal.text(number, digits: digits))
        needsComma = true
    }

    @inline(__always)
    mutating func field(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        value(text)
    }

    @inline(__always)
    mutating func field(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    @inline(__always)
    private mutating func open(_ bracket: UInt8) {
        separate()
        buffer.append(bracket)
        needsComma = false
    }

    @inline(__always)
    private mutating func close(_ bracket: UInt8) {
        buffer.append(bracket)
        needsComma = true
    }

    private mutating func plain(_ text: StaticString) {
        separate()
        buffer.append(text)
        needsComma = true
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { buffer.append(0x2C) }
    }

    private mutating func endKey() {
        buffer.append(0x3A)
        needsComma = false
    }

    private mutating func quote(_ text: String) {
        text.lendUTF8 { unsafe quote($0) }
    }

    @inline(__always)
    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
        buffer.append(0x22)
        unsafe buffer.append(escaped: text)
        buffer.append(0x22)
    }
}
