/// What a mail server tells a milter, one packet at a time (milter protocol, version 6).
///
/// The protocol is Sendmail's (`include/libmilter/mfdef.h`); Postfix speaks it too (`MILTER_README`).
public enum MilterCommand: Hashable, Sendable {
    case negotiate(MilterOptions)
    /// Values that belong to the command that follows; the letter names it.
    case macros(command: UInt8, values: [MilterMacro])
    case connect(host: String, address: String?)
    case helo(String)
    /// The sender, and the parameters that came with it.
    case mail([String])
    /// A recipient, and the parameters that came with it.
    case recipient([String])
    case data
    case header(name: [UInt8], value: [UInt8])
    case endOfHeader
    case body(ArraySlice<UInt8>)
    /// The mail is there; some servers send its last bytes along.
    case endOfBody(ArraySlice<UInt8>)
    /// The mail ends here, and the connection goes on.
    case abort
    case quit
    /// Another client's connection follows on this one.
    case quitNewConnection
    /// An SMTP command that the mail server does not know.
    case unknown(String)
}

/// A value that the mail server tells beside a command, such as `i` for the queue's name of the mail.
public struct MilterMacro: Hashable, Sendable {
    /// Without braces.
    public var name: String
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// The name under which the client signed in.
    static let login = "auth_authen"
    /// The mail server's name of the mail.
    static let queueID = "i"
}

/// Why a connection cannot go on: its peer does not speak the protocol.
public enum MilterFault: Error, Hashable, Sendable {
    /// A packet of no bytes, or of more than the protocol allows.
    case badLength(Int)
    case unknownCommand(UInt8)
    /// The content of a packet is not of its command's form.
    case malformed(UInt8)
    /// A command that cannot come now.
    case unexpected(UInt8)
    /// The peer does not allow what is needed: to add and to change header fields.
    case missingActions(UInt32)
    case oldVersion(UInt32)
}

extension MilterFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badLength(let length): "a packet of \(length) bytes"
        case .unknownCommand(let code): "unknown command \(code)"
        case .malformed(let code): "malformed command \(MilterFault.letter(code))"
        case .unexpected(let code): "unexpected command \(MilterFault.letter(code))"
        case .missingActions(let actions): "the peer allows only the actions \(actions)"
        case .oldVersion(let version): "the peer speaks version \(version) of the protocol"
        }
    }

    private static func letter(_ code: UInt8) -> String {
        (0x41...0x5A).contains(code) ? String(UnicodeScalar(code)) : "\(code)"
    }
}

/// The letters of the commands.
enum MilterCode {
    static let negotiate = UInt8(ascii: "O")
    static let macros = UInt8(ascii: "D")
    static let connect = UInt8(ascii: "C")
    static let helo = UInt8(ascii: "H")
    static let mail = UInt8(ascii: "M")
    static let recipient = UInt8(ascii: "R")
    static let data = UInt8(ascii: "T")
    static let header = UInt8(ascii: "L")
    static let endOfHeader = UInt8(ascii: "N")
    static let body = UInt8(ascii: "B")
    static let endOfBody = UInt8(ascii: "E")
    static let abort = UInt8(ascii: "A")
    static let quit = UInt8(ascii: "Q")
    static let quitNewConnection = UInt8(ascii: "K")
    static let unknown = UInt8(ascii: "U")
}
