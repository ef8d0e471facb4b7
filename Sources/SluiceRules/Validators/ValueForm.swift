/// What may differ between two writings of one value.
public enum ValueForm: Sendable {
    /// Nothing: passwords and tokens.
    case exact
    /// Separators and case: numbers that people group as they like.
    case identifier
    /// Case and the width of white space: terms and markings.
    case words
}

extension Rule {
    /// How this rule's values are compared.
    public var valueForm: ValueForm {
        if let validator, Validators.isIdentifier(validator) { return .identifier }
        if case .terms = matcher { return .words }
        return .exact
    }

    /// The value by which equal findings of this rule are known.
    public func normalized(_ value: [UInt8]) -> [UInt8] { SluiceRules.normalized(value, as: valueForm) }
}

/// `value` in the one writing that all its writings have in common.
///
/// An identifier loses spaces, hyphens, dots and slashes and is put in upper case; words are put in lower case
/// with single spaces between. Case is folded in ASCII only.
public func normalized(_ value: [UInt8], as form: ValueForm) -> [UInt8] {
    switch form {
    case .exact: value
    case .identifier: withoutSeparators(value)
    case .words: singleSpaced(value)
    }
}

/// The bytes of an identifier without what people put between its groups, in upper case.
func withoutSeparators(_ value: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(value.count)
    var index = 0
    while index < value.count {
        let separator = separatorLength(value, at: index)
        if separator == 0 { kept.append(upperCased(value[index])) }
        index += max(1, separator)
    }
    return kept
}

/// How many bytes the separator at `index` has, 0 where there is none.
///
/// Separators are space, tab, line ends, hyphen, dot, slash, and in UTF-8 the no-break spaces U+00A0 and U+202F,
/// the thin space U+2009 and the hyphens and dashes U+2010 to U+2014.
private func separatorLength(_ value: [UInt8], at index: Int) -> Int {
    switch value[index] {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"): return 1
    case 0xC2: return index + 1 < value.count && value[index + 1] == 0xA0 ? 2 : 0
    case 0xE2:
        guard index + 2 < value.count, value[index + 1] == 0x80 else { return 0 }
        return [0x89, 0x90, 0x91, 0x92, 0x93, 0x94, 0xAF].contains(value[index + 2]) ? 3 : 0
    default: return 0
    }
}

private func singleSpaced(_ value: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    for byte in value {
        let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
        if !isBlank {
            kept.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        } else if let last = kept.last, last != 0x20 {
            kept.append(0x20)
        }
    }
    if kept.last == 0x20 { kept.removeLast() }
    return kept
}

private func upperCased(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte & 0xDF : byte }

/// The digits of an identifier; nil where anything but digits and separators stands in it.
func digitValues(of value: [UInt8]) -> [Int]? {
    let kept = withoutSeparators(value)
    guard kept.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return kept.map { Int($0) - 0x30 }
}
