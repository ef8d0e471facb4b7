public import SluiceChecking

/// What one milter connection has heard, and what is answered: no sockets, no clocks, no threads.
///
/// Commands go in, effects come out. One connection brings many mails, one after the other, and after
/// `quitNewConnection` those of other clients.
public struct MilterSession: Sendable {
    /// What has to be done because of a command.
    public enum Effect: Sendable {
        case send(MilterReply)
        /// A mail is complete; ``finish(_:)`` answers it.
        case check(ReceivedMail)
        /// Nobody waits for the mail's verdict any more.
        case cancelCheck
        case close
    }

    private enum Phase { case fresh, between, inMail, checking }

    private let room: SpoolRoom
    /// The most bytes of a mail, asked anew for each.
    private let limit: @Sendable () -> Int
    private var phase = Phase.fresh
    private var options: MilterOptions?
    private var client: String?
    private var macros = MilterMacros()
    private var envelope = Envelope()
    private var fields = MailFields()
    private var spool: MailSpool?
    private var isInBody = false

    public init(room: SpoolRoom, limit: @escaping @Sendable () -> Int) {
        self.room = room
        self.limit = limit
    }

    /// Whether a mail has begun and not come to its end.
    public var isInMail: Bool { phase == .inMail || phase == .checking }

    /// Takes one command.
    ///
    /// - Throws: ``MilterFault``; the connection is then over.
    public mutating func receive(_ command: MilterCommand) throws(MilterFault) -> [Effect] {
        switch command {
        case .quit: return leave() + [.close]
        case .quitNewConnection:
            let effects = leave()
            client = nil
            macros = MilterMacros()
            return effects
        case .abort: return leave()
        default: break
        }
        guard phase != .checking else { throw .unexpected(command.code) }
        if case .negotiate(let offer) = command { return try negotiate(offer) }
        guard phase != .fresh else { throw .unexpected(command.code) }
        return try converse(command)
    }

    private mutating func negotiate(_ offer: MilterOptions) throws(MilterFault) -> [Effect] {
        let agreed = try offer.agreed()
        options = agreed
        phase = .between
        return [.send(.negotiate(agreed))]
    }

    /// Forgets the mail in work.
    private mutating func leave() -> [Effect] {
        let wasChecking = phase == .checking
        if phase != .fresh { phase = .between }
        forgetMail()
        macros.forgetMail()
        return wasChecking ? [.cancelCheck] : []
    }

    private mutating func forgetMail() {
        envelope = Envelope()
        fields = MailFields()
        spool = nil
        isInBody = false
    }

    private mutating func converse(_ command: MilterCommand) throws(MilterFault) -> [Effect] {
        switch command {
        case .macros(let code, let values):
            if code == MilterCode.mail {
                forgetMail()
                macros.forgetMail()
            }
            macros.tell(values, with: code)
            return []
        case .connect(_, let address): client = address
        case .helo, .unknown: break
        case .mail(let arguments): beginMail(arguments)
        default: return try converseInMail(command)
        }
        return answer(command, .goOn)
    }

    /// The reply to a command, where its peer waits for one.
    private func answer(_ command: MilterCommand, _ reply: MilterReply) -> [Effect] {
        options?.steps.answers(command.code) == false ? [] : [.send(reply)]
    }

    /// A mail may begin while another has not come to its end: that one is then gone.
    private mutating func beginMail(_ arguments: [String]) {
        forgetMail()
        macros.beginMail()
        envelope.sender = arguments.first.flatMap(Envelope.address(ofPath:))
        spool = MailSpool(room: room, limit: limit())
        phase = .inMail
    }

    private mutating func converseInMail(_ command: MilterCommand) throws(MilterFault) -> [Effect] {
        guard phase == .inMail, let spool else { throw .unexpected(command.code) }
        switch command {
        case .recipient(let arguments):
            if let address = arguments.first.flatMap(Envelope.address(ofPath:)) {
                envelope.recipients.append(address)
            }
        case .header(let name, let value):
            guard !isInBody else { throw .unexpected(command.code) }
            take(name, value, into: spool)
        case .body(let bytes):
            return answer(command, takeBody(bytes, into: spool) || !allowsSkip ? .goOn : .skip)
        case .endOfBody(let bytes):
            _ = takeBody(bytes, into: spool)
            return [.check(complete(spool))]
        default: break
        }
        return answer(command, .goOn)
    }

    private var allowsSkip: Bool { options?.steps.contains(.skip) ?? false }

    /// Writes a field as it stood in the mail; folded values come with bare line feeds.
    private mutating func take(_ name: [UInt8], _ value: [UInt8], into spool: MailSpool) {
        var line = name
        line.reserveCapacity(name.count + value.count + 8)
        line.append(UInt8(ascii: ":"))
        if options?.steps.contains(.leadingSpace) != true { line.append(0x20) }
        if value.contains(0x0A) {
            var last: UInt8 = 0
            for byte in value {
                if byte == 0x0A, last != 0x0D { line.append(0x0D) }
                line.append(byte)
                last = byte
            }
        } else {
            line += value
        }
        line += [0x0D, 0x0A]
        spool.append(line)
        fields.note(name: name, value: value.drop { $0 == 0x20 || $0 == 0x09 })
    }

    /// False where no more of the body is needed.
    private mutating func takeBody(_ bytes: ArraySlice<UInt8>, into spool: MailSpool) -> Bool {
        if !isInBody {
            isInBody = true
            spool.append([0x0D, 0x0A])
        }
        return spool.append(bytes)
    }

    private mutating func complete(_ spool: MailSpool) -> ReceivedMail {
        phase = .checking
        envelope.client = client
        envelope.login = macros[MilterMacro.login]
        envelope.queueID = macros[MilterMacro.queueID]
        return ReceivedMail(envelope: envelope, fields: fields, spool: spool)
    }

    /// The answer to the mail in work, all in one piece; the connection is then ready for the next mail.
    public mutating func finish(_ decision: MailDecision) -> [UInt8] {
        guard phase == .checking else { return [] }
        phase = .between
        forgetMail()
        macros.forgetMail()
        return MilterAnswer(options: options).bytes(possible(decision))
    }

    /// What can become of a mail with this peer.
    ///
    /// A server that cannot hold a mail is asked to bring it again later; nobody is told that it waits.
    public func possible(_ decision: MailDecision) -> MailDecision {
        guard case .hold(_, let otherwise) = decision.ending, options?.actions.contains(.quarantine) != true
        else {
            return decision
        }
        var possible = decision
        possible.ending = .tryAgain(otherwise)
        possible.record.outcome = .tempfail
        possible.notes = []
        return possible
    }
}
