/// What a milter answers.
public enum MilterReply: Hashable, Sendable {
    case negotiate(MilterOptions)
    case goOn
    /// No more of this body is needed.
    case skip
    case accept
    /// The text of an SMTP reply with its code; lines are parted by CR LF.
    case reply(String)
    /// The scan is not done; the peer's timeout begins anew.
    case progress
    case addHeader(name: String, value: [UInt8])
    /// Changes the `index`-th field of a name, from 1; an empty value takes it away.
    case changeHeader(name: String, index: UInt32, value: [UInt8])
    /// The mail is accepted, and waits for a person.
    case quarantine(String)

    /// Appends the reply as a packet.
    public func append(to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes += [0, 0, 0, 0]
        appendContent(to: &bytes)
        let length = UInt32(bytes.count - start - 4)
        for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index)) }
    }

    /// The packet alone.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    private func appendContent(to bytes: inout [UInt8]) {
        switch self {
        case .negotiate(let options):
            bytes.append(UInt8(ascii: "O"))
            for number in [options.version, options.actions.rawValue, options.steps.rawValue] {
                MilterReply.append(number, to: &bytes)
            }
            for (stage, names) in options.wantedMacros.enumerated() {
                MilterReply.append(UInt32(stage), to: &bytes)
                MilterReply.append(names.utf8, to: &bytes)
            }
        case .goOn: bytes.append(UInt8(ascii: "c"))
        case .skip: bytes.append(UInt8(ascii: "s"))
        case .accept: bytes.append(UInt8(ascii: "a"))
        case .progress: bytes.append(UInt8(ascii: "p"))
        case .reply(let text):
            bytes.append(UInt8(ascii: "y"))
            MilterReply.append(text.utf8, to: &bytes)
        case .addHeader(let name, let value):
            bytes.append(UInt8(ascii: "h"))
            MilterReply.append(name.utf8, to: &bytes)
            MilterReply.append(value, to: &bytes)
        case .changeHeader(let name, let index, let value):
            bytes.append(UInt8(ascii: "m"))
            MilterReply.append(index, to: &bytes)
            MilterReply.append(name.utf8, to: &bytes)
            MilterReply.append(value, to: &bytes)
        case .quarantine(let reason):
            bytes.append(UInt8(ascii: "q"))
            MilterReply.append(reason.utf8, to: &bytes)
        }
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }

    /// A text and the zero byte that ends it.
    private static func append(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
        bytes += text.lazy.filter { $0 != 0 }
        bytes.append(0)
    }
}
