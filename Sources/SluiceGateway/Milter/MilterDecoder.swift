/// Cuts the bytes of a milter connection into commands, however they were cut on their way.
///
/// A packet is a length of four bytes, highest first, and so many bytes, of which the first is the command's letter.
public struct MilterDecoder: Sendable {
    /// The longest packet: 1 MiB of content, and a little for what stands around it.
    public static let longestPacket = 1 << 20 + 16

    private var buffer: [UInt8] = []
    /// What of ``buffer`` was given away.
    private var start = 0

    public init() {}

    /// How many bytes wait for the rest of their packet.
    public var pending: Int { buffer.count - start }

    public mutating func append(_ bytes: some Collection<UInt8>) {
        if start == buffer.count {
            // A long packet's memory is not kept on a connection that has nothing more to say.
            buffer.removeAll(keepingCapacity: buffer.capacity <= 128 << 10)
            start = 0
        } else if start > 64 << 10 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer += bytes
    }

    /// The next command; nil where it is not whole yet.
    ///
    /// - Throws: ``MilterFault``; the connection is then over.
    public mutating func next() throws(MilterFault) -> MilterCommand? {
        guard pending >= 4 else { return nil }
        let length = Int(MilterFields.number(buffer[start..<start + 4]))
        guard length > 0, length <= MilterDecoder.longestPacket else { throw .badLength(length) }
        guard pending >= 4 + length else { return nil }
        let packet = buffer[start + 4..<start + 4 + length]
        start += 4 + length
        return try MilterCommand(packet: packet)
    }
}

extension MilterCommand {
    /// Understands a packet without its length; it has at least one byte.
    init(packet: ArraySlice<UInt8>) throws(MilterFault) {
        let code = packet[packet.startIndex]
        var fields = MilterFields(code: code, rest: packet.dropFirst())
        switch code {
        case MilterCode.negotiate: self = .negotiate(try fields.options())
        case MilterCode.macros: self = try fields.macros()
        case MilterCode.connect: self = try fields.connection()
        case MilterCode.helo: self = .helo(try fields.text())
        case MilterCode.mail: self = .mail(try fields.texts())
        case MilterCode.recipient: self = .recipient(try fields.texts())
        case MilterCode.data: self = .data
        case MilterCode.header: self = .header(name: try fields.bytes(), value: try fields.bytes())
        case MilterCode.endOfHeader: self = .endOfHeader
        case MilterCode.body: self = .body(fields.rest)
        case MilterCode.endOfBody: self = .endOfBody(fields.rest)
        case MilterCode.abort: self = .abort
        case MilterCode.quit: self = .quit
        case MilterCode.quitNewConnection: self = .quitNewConnection
        case MilterCode.unknown: self = .unknown(try fields.text())
        default: throw .unknownCommand(code)
        }
    }

    /// The letter of the command.
    var code: UInt8 {
        switch self {
        case .negotiate: MilterCode.negotiate
        case .macros: MilterCode.macros
        case .connect: MilterCode.connect
        case .helo: MilterCode.helo
        case .mail: MilterCode.mail
        case .recipient: MilterCode.recipient
        case .data: MilterCode.data
        case .header: MilterCode.header
        case .endOfHeader: MilterCode.endOfHeader
        case .body: MilterCode.body
        case .endOfBody: MilterCode.endOfBody
        case .abort: MilterCode.abort
        case .quit: MilterCode.quit
        case .quitNewConnection: MilterCode.quitNewConnection
        case .unknown: MilterCode.unknown
        }
    }
}

/// Takes the fields of one packet off its front.
private struct MilterFields {
    let code: UInt8
    var rest: ArraySlice<UInt8>

    /// A number of four bytes, highest first.
    static func number(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private mutating func number() throws(MilterFault) -> UInt32 {
        guard rest.count >= 4 else { throw .malformed(code) }
        defer { rest = rest.dropFirst(4) }
        return MilterFields.number(rest.prefix(4))
    }

    mutating func options() throws(MilterFault) -> MilterOptions {
        MilterOptions(
            version: try number(), actions: MilterActions(rawValue: try number()),
            steps: MilterSteps(rawValue: try number()))
    }

    /// The bytes up to the next zero byte, which has to be there.
    mutating func bytes() throws(MilterFault) -> [UInt8] { Array(try slice()) }

    private mutating func slice() throws(MilterFault) -> ArraySlice<UInt8> {
        guard let end = rest.firstIndex(of: 0) else { throw .malformed(code) }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    mutating func text() throws(MilterFault) -> String { String(decoding: try slice(), as: UTF8.self) }

    /// One or more texts.
    mutating func texts() throws(MilterFault) -> [String] {
        var texts = [try text()]
        while !rest.isEmpty { texts.append(try text()) }
        return texts
    }

    mutating func macros() throws(MilterFault) -> MilterCommand {
        guard let command = rest.popFirst() else { throw .malformed(code) }
        var values: [MilterMacro] = []
        while !rest.isEmpty {
            var name = try slice()
            // Sendmail sends a name without its value where it has none.
            let value = rest.isEmpty ? "" : try text()
            if name.count > 2, name.first == UInt8(ascii: "{"), name.last == UInt8(ascii: "}") {
                name = name.dropFirst().dropLast()
            }
            values.append(MilterMacro(name: String(decoding: name, as: UTF8.self), value: value))
        }
        return .macros(command: command, values: values)
    }

    mutating func connection() throws(MilterFault) -> MilterCommand {
        let host = try text()
        guard let family = rest.popFirst() else { throw .malformed(code) }
        guard family != UInt8(ascii: "U") else { return .connect(host: host, address: nil) }
        guard rest.count >= 2 else { throw .malformed(code) }
        rest = rest.dropFirst(2)
        var address = try text()
        if address.hasPrefix("IPv6:") { address = String(address.dropFirst(5)) }
        return .connect(host: host, address: address)
    }
}
