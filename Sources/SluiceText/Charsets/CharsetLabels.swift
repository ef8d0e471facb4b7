import Synchronization

/// The names under which charsets go.
enum CharsetLabels {
    /// What `label` names; labels are compared by their letters and digits alone.
    static func charset(_ label: String) -> Charset? {
        // Most mails carry one of a few labels.
        if let cached = cache.withLock({ $0[label] }) { return cached }
        let charset = lookUp(label)
        if let charset {
            cache.withLock { cache in
                if cache.count < 256 { cache[label] = charset }
            }
        }
        return charset
    }

    private static let cache = Mutex<[String: Charset]>([:])

    private static func lookUp(_ label: String) -> Charset? {
        var key = ""
        for scalar in label.unicodeScalars where scalar.isASCII {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                key.unicodeScalars.append(scalar)
            }
        }
        key = key.lowercased()
        guard !key.isEmpty, key.utf8.count <= 40 else { return nil }
        if empty.contains(key) { return nil }
        if let known = own[key] { return known }
        if let (name, library) = names[key] { return byLibrary(name, library) }
        return byPattern(key) ?? byLibrary(asLibrary(label))
    }

    /// Families whose members are numbered.
    private static func byPattern(_ key: String) -> Charset? {
        for prefix in ["iso8859", "csiso8859", "8859", "xiso8859"] where key.hasPrefix(prefix) {
            let number = key.dropFirst(prefix.count).prefix { $0.isNumber }
            guard let value = Int(number), (1...16).contains(value) else { continue }
            return byLibrary("iso-8859-\(value)", "ISO-8859-\(value)")
        }
        for prefix in ["windows", "xcp", "cp", "win", "ibm", "xwindows", "cswindows", "msdos", "dos", "xibm"]
        where key.hasPrefix(prefix) {
            let number = String(key.dropFirst(prefix.count))
            guard let value = Int(number), value > 0 else { continue }
            if (1250...1258).contains(value) { return byLibrary("windows-\(value)", "CP\(value)") }
            // IBM's numbers keep their zeros.
            return byLibrary("ibm\(number)", "CP\(number)") ?? byLibrary("ibm\(number)", "IBM\(number)")
        }
        return nil
    }

    /// The label as the C library may know it; what could steer its conversion is left out.
    private static func asLibrary(_ label: String) -> String {
        let kept = label.unicodeScalars.filter {
            $0.isASCII
                && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                    || "-_.:()".contains(Character($0)))
        }
        var name = String(String.UnicodeScalarView(kept)).uppercased()
        if name.hasPrefix("X-") { name.removeFirst(2) }
        return name
    }

    private static func byLibrary(_ library: String) -> Charset? {
        byLibrary(library.lowercased(), library)
    }

    private static func byLibrary(_ name: String, _ library: String) -> Charset? {
        guard !library.isEmpty else { return nil }
        switch IconvCharsets.coding(library) {
        case .unknown: return nil
        case .table(let table): return Charset(name, .table(table))
        case .many(let isASCII): return Charset(name, .iconv(library, isASCII: isASCII))
        }
    }

    /// Labels that say nothing about the bytes.
    private static let empty: Set<String> = [
        "binary", "8bit", "7bit", "unknown", "unknown8bit", "xunknown", "default", "none", "auto", "charset",
        "xuserdefined", "null", "undefined",
    ]

    private static let own: [String: Charset] = {
        var table: [String: Charset] = [:]
        func add(_ charset: Charset, _ keys: String...) {
            for key in keys { table[key] = charset }
        }
        add(
            .utf8, "utf8", "utf", "unicode11utf8", "xutf8", "utf8mb4", "cp65001", "unicode20utf8",
            "xunicode20utf8")
        add(
            .utf8, "usascii", "ascii", "ansix341968", "ansix341986", "iso646us", "us", "iso646irv1991",
            "csascii")
        add(.utf8, "ansix3110", "cp367", "ibm367", "isoir6", "646")
        add(.utf16, "utf16", "ucs2", "unicode", "iso10646ucs2", "csunicode", "unicodefeff")
        add(.utf16LittleEndian, "utf16le", "ucs2le", "unicodelittle", "cp1200", "unicodefffe", "unicode1200")
        add(.utf16BigEndian, "utf16be", "ucs2be", "cp1201", "unicodebig")
        add(.utf32, "utf32", "ucs4", "iso10646ucs4")
        add(.utf32LittleEndian, "utf32le", "ucs4le", "cp12000")
        add(.utf32BigEndian, "utf32be", "ucs4be", "cp12001")
        add(.latin1, "iso88591", "latin1", "l1", "isolatin1", "isoir100", "88591", "ibm819", "cp819")
        add(.latin1, "iso885911987", "iso8859", "latin", "csisolatin1")
        add(.latin9, "iso885915", "latin9", "l9", "885915", "csiso885915", "iso885915euro")
        add(.windows1252, "windows1252", "cp1252", "xcp1252", "win1252", "ansi", "1252", "xansi", "windows")
        return table
    }()

    /// Names whose conversion goes by another name, as the WHATWG Encoding Standard maps them: programs that
    /// write `gb2312` or `shift_jis` mean the larger charset of their system.
    private static let names: [String: (name: String, library: String)] = [
        "gb2312": ("gb18030", "GB18030"), "gbk": ("gb18030", "GB18030"), "cp936": ("gb18030", "GB18030"),
        "xgbk": ("gb18030", "GB18030"), "euccn": ("gb18030", "GB18030"), "gb18030": ("gb18030", "GB18030"),
        "chinese": ("gb18030", "GB18030"), "csgb2312": ("gb18030", "GB18030"),
        "gb231280": ("gb18030", "GB18030"), "hzgb2312": ("hz-gb-2312", "HZ"), "hz": ("hz-gb-2312", "HZ"),
        "big5": ("big5", "BIG5-HKSCS"), "big5hkscs": ("big5-hkscs", "BIG5-HKSCS"), "cp950": ("big5", "CP950"),
        "xxbig5": ("big5", "BIG5-HKSCS"), "csbig5": ("big5", "BIG5-HKSCS"),
        "shiftjis": ("shift_jis", "CP932"), "sjis": ("shift_jis", "CP932"), "xsjis": ("shift_jis", "CP932"),
        "mskanji": ("shift_jis", "CP932"), "windows31j": ("shift_jis", "CP932"),
        "cp932": ("shift_jis", "CP932"),
        "csshiftjis": ("shift_jis", "CP932"), "eucjp": ("euc-jp", "EUC-JP-MS"),
        "xeucjp": ("euc-jp", "EUC-JP-MS"),
        "euckr": ("euc-kr", "UHC"), "ksc56011987": ("euc-kr", "UHC"), "ksc5601": ("euc-kr", "UHC"),
        "korean": ("euc-kr", "UHC"), "cp949": ("euc-kr", "UHC"), "ks56011987": ("euc-kr", "UHC"),
        "iso2022jp": ("iso-2022-jp", "ISO-2022-JP-3"), "csiso2022jp": ("iso-2022-jp", "ISO-2022-JP-3"),
        "iso2022jpms": ("iso-2022-jp", "ISO-2022-JP-3"), "cp50220": ("iso-2022-jp", "ISO-2022-JP-3"),
        "utf7": ("utf-7", "UTF-7"), "unicode11utf7": ("utf-7", "UTF-7"), "cp65000": ("utf-7", "UTF-7"),
        "macintosh": ("macintosh", "MACINTOSH"), "mac": ("macintosh", "MACINTOSH"),
        "macroman": ("macintosh", "MACINTOSH"), "xmacroman": ("macintosh", "MACINTOSH"),
        "xmaccyrillic": ("x-mac-cyrillic", "MAC-CYRILLIC"), "latin2": ("iso-8859-2", "ISO-8859-2"),
        "latin5": ("windows-1254", "CP1254"), "iso88599": ("windows-1254", "CP1254"),
        "tis620": ("windows-874", "CP874"), "iso885911": ("windows-874", "CP874"),
        "windows874": ("windows-874", "CP874"), "iso88598i": ("iso-8859-8", "ISO-8859-8"),
        "iso88598e": ("iso-8859-8", "ISO-8859-8"), "iso88596i": ("iso-8859-6", "ISO-8859-6"),
        "koi8r": ("koi8-r", "KOI8-R"), "koi8": ("koi8-r", "KOI8-R"), "koi8u": ("koi8-u", "KOI8-U"),
        "koi8ru": ("koi8-u", "KOI8-U"), "ansi1252": ("windows-1252", "CP1252"),
    ]
}
