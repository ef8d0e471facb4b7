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
