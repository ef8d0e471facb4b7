/// Writes JSON byte by byte: no tree is built, no value is boxed.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    /// Writes one line behind what `output` holds, without a copy of it.
    static func line(into output: inout [UInt8], _ body: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        swap(&json.bytes, &output)
        body(&json)
        json.bytes.append(0x0A)
        swap(&json.bytes, &output)
    }

    /// Writes one value behind what `output` holds, without a copy of it.
    static func append(to output: inout [UInt8], _ body: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        swap(&json.bytes, &output)
        body(&json)
        swap(&json.bytes, &output)
    }

    /// Whether the next key or element follows another one.
    private var needsComma = false

    mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(0x7B)
        body(&self)
        close(0x7D)
    }

    mutating func array(_ body: (inout JSONWriter) -> Void) {
        open(0x5B)
        body(&self)
        close(0x5D)
    }

    /// A name that needs no escapes.
    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(0x22)
        name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
        bytes.append(0x22)
        endKey()
    }

    mutating func key(_ name: String) {
        separate()
        quote(name)
        endKey()
    }

    mutating func value(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    mutating func value(_ number: Int) {
        separate()
        Digits.append(number, to: &bytes)
        needsComma = true
    }
    mutating func value(_ flag: Bool) { plain(flag ? "true" : "false") }
    mutating func null() { plain("null") }

    /// A number with `digits` decimals at most.
    mutating func value(_ number: Double, digits: Int = 6) {
        guard number.isFinite else { return plain("null") }
        plain(Decimal.text(number, digits: digits))
    }

    mutating func field(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        value(text)
    }

    mutating func field(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func plain(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
    }

    private mutating func endKey() {
        bytes.append(0x3A)
        needsComma = false
    }

    private mutating func quote(_ text: String) {
        var text = text
        text.withUTF8 { unsafe quote($0) }
    }

    /// Copies what needs no escape in one go.
    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(0x22)
        var start = 0
        var place = 0
        while place < text.count {
            if place + 8 <= text.count, unsafe JSONWriter.isPlain(UnsafeRawBufferPointer(text), at: place) {
                place += 8
                continue
            }
            for _ in 0..<min(8, text.count - place) {
                let byte = unsafe text[place]
                if JSONWriter.needsEscape(byte) {
                    unsafe bytes.append(contentsOf: text[start..<place])
                    escape(byte)
                    start = place + 1
                }
                place += 1
            }
        }
        unsafe bytes.append(contentsOf: text[start...])
        bytes.append(0x22)
    }

    /// Whether none of eight bytes needs an escape; it may say no of some that do not.
    private static func isPlain(_ text: UnsafeRawBufferPointer, at place: Int) -> Bool {
        let word = unsafe text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let ones: UInt64 = 0x0101_0101_0101_0101
        func below(_ limit: UInt64, _ word: UInt64) -> UInt64 { (word &- ones &* limit) & ~word }
        let found =
            below(0x20, word) | below(1, word ^ ones &* 0x22) | below(1, word ^ ones &* 0x5C)
            | below(1, word ^ ones &* 0x7F)
        return found & (ones << 7) == 0
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(0x5C)
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x0A: bytes.append(0x6E)
        case 0x0D: bytes.append(0x72)
        case 0x09: bytes.append(0x74)
        default: bytes += "u00\(String(byte >> 4, radix: 16))\(String(byte & 15, radix: 16))".utf8
        }
    }
}

/// Whole numbers, without a string of each.
enum Digits {
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        guard number >= 10 else {
            guard number >= 0 else { return bytes.append(contentsOf: String(number).utf8) }
            return bytes.append(0x30 + UInt8(truncatingIfNeeded: number))
        }
        var divisor = 10
        while number / divisor >= 10 { divisor *= 10 }
        var rest = number
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}

/// Numbers with a point, without the help of Foundation.
enum Decimal {
    /// `number` rounded to `digits` decimals, without zeros at the end.
    static func text(_ number: Double, digits: Int) -> String {
        var text = fixed(number, digits: digits)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// `number` rounded to just `digits` decimals.
    static func fixed(_ number: Double, digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (abs(number) * scale).rounded()
        guard scaled < 9e15 else { return String(number) }
        let whole = Int(scaled)
        let sign = number < 0 && whole > 0 ? "-" : ""
        guard digits > 0 else { return sign + String(whole) }
        let unit = Int(scale)
        let fraction = String(whole % unit)
        return sign + String(whole / unit) + "." + String(repeating: "0", count: digits - fraction.utf8.count)
            + fraction
    }
}
