/// A value in the one form by which equal values are known.
enum NormalizedValue {
    /// Without white space, hyphens, dots, slashes and underscores, in upper case.
    static func compact(_ value: [UInt8]) -> [UInt8] {
        let text = String(decoding: value, as: UTF8.self)
        let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter { !isSeparator($0) }))
        return kept.isEmpty ? value : Array(kept.uppercased().utf8)
    }

    /// As it stands, without case.
    static func folded(_ value: [UInt8]) -> [UInt8] {
        Array(String(decoding: value, as: UTF8.self).lowercased().utf8)
    }

    /// A number that equal values share; never zero.
    ///
    /// It is made of letters and digits alone, without making the compact form.
    static func hash(of value: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in value.indices {
            let byte = value[index]
            guard byte >= 0x80 || !isSeparator(Unicode.Scalar(byte)) else { continue }
            hash = (hash ^ UInt64(CaselessSearch.lowered(byte))) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
        }
        return hash | 1
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", "\r", "-", ".", "/", "_", "\u{A0}", "\u{202F}", "\u{2000}"..."\u{200A}",
            "\u{2010}"..."\u{2015}":
            true
        default: false
        }
    }
}
