/// A way in which text is written as bytes.
public struct Charset: Hashable, Sendable, CustomStringConvertible {
    /// As IANA names it, lower case.
    public let name: String
    let coding: Coding

    /// How the bytes are decoded.
    enum Coding: Sendable {
        case utf8
        /// Where nil, the text's own mark or its look decides.
        case utf16(isBigEndian: Bool?)
        case utf32(isBigEndian: Bool?)
        case table(SingleByteTable)
        /// By the C library's conversion of that name.
        case iconv(String, isASCII: Bool)
    }

    init(_ name: String, _ coding: Coding) {
        self.name = name
        self.coding = coding
    }

    public static let utf8 = Charset("utf-8", .utf8)
    public static let utf16 = Charset("utf-16", .utf16(isBigEndian: nil))
    public static let utf16LittleEndian = Charset("utf-16le", .utf16(isBigEndian: false))
    public static let utf16BigEndian = Charset("utf-16be", .utf16(isBigEndian: true))
    public static let utf32 = Charset("utf-32", .utf32(isBigEndian: nil))
    public static let utf32LittleEndian = Charset("utf-32le", .utf32(isBigEndian: false))
    public static let utf32BigEndian = Charset("utf-32be", .utf32(isBigEndian: true))
    public static let latin1 = Charset("iso-8859-1", .table(.latin1))
    public static let latin9 = Charset("iso-8859-15", .table(.latin9))
    public static let windows1252 = Charset("windows-1252", .table(.windows1252))

    /// The charset that a label names, as mail and web programs understand it; nil where none is known.
    ///
    /// Labels that say nothing, such as `binary` or `unknown-8bit`, name none.
    public init?(label: String) {
        guard let known = CharsetLabels.charset(label) else { return nil }
        self = known
    }

    /// Windows code pages by their number, as documents name them.
    public init?(codePage: Int) {
        switch codePage {
        case 1200: self = .utf16LittleEndian
        case 1201: self = .utf16BigEndian
        case 65001: self = .utf8
        case 10000: self.init(label: "macintosh")
        case 20866: self.init(label: "koi8-r")
        case 28591...28606: self.init(label: "iso-8859-\(codePage - 28590)")
        default: self.init(label: "cp\(codePage)")
        }
    }

    public var description: String { name }

    public static func == (left: Charset, right: Charset) -> Bool { left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// Whether ASCII bytes stand for themselves, so that text of ASCII alone need not be decoded.
    var isASCIICompatible: Bool {
        switch coding {
        case .utf8: true
        case .utf16, .utf32: false
        case .table(let table): table.isASCII
        case .iconv(_, let isASCII): isASCII && shifts == nil
        }
    }

    /// The bytes with which a charset of seven bits leaves ASCII; nil for all others.
    var shifts: [UInt8]? {
        switch name {
        case "utf-7": [0x2B]
        case "hz-gb-2312": [0x7E]
        default: name.hasPrefix("iso-2022-") ? [0x1B, 0x0E] : nil
        }
    }

    /// Whether each byte is a character of its own, Latin above all.
    var isWestern: Bool {
        ["iso-8859-1", "iso-8859-15", "windows-1252"].contains(name)
    }
}
