/// What two sides of a milter connection agree upon.
public struct MilterOptions: Hashable, Sendable {
    public var version: UInt32
    public var actions: MilterActions
    public var steps: MilterSteps

    public init(version: UInt32, actions: MilterActions, steps: MilterSteps) {
        self.version = version
        self.actions = actions
        self.steps = steps
    }

    /// The newest version of the protocol, which Sendmail 8.14 and Postfix 2.6 brought.
    public static let newestVersion: UInt32 = 6
}

/// What a milter may do to a mail.
public struct MilterActions: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let addHeaders = MilterActions(rawValue: 0x01)
    public static let changeHeaders = MilterActions(rawValue: 0x10)
    public static let quarantine = MilterActions(rawValue: 0x20)
    /// The milter says in its answer which macros it wants to be told.
    public static let chooseMacros = MilterActions(rawValue: 0x100)
}

/// Which commands a milter does not want to see, and how it wants the others.
///
/// Commands that need no reply save the peer a wait for each of them; with a reply to each, a short mail costs the
/// peer more in waiting than in all its other work. `noData` is not asked for: DATA parts what Postfix's smtpd says
/// from what its cleanup says, on the same connection.
public struct MilterSteps: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let noHelo = MilterSteps(rawValue: 0x02)
    public static let noEndOfHeader = MilterSteps(rawValue: 0x40)
    public static let noUnknown = MilterSteps(rawValue: 0x100)
    /// The milter may say that it needs no more of a body.
    public static let skip = MilterSteps(rawValue: 0x400)
    /// Header values come, and are taken, with the white space behind the colon.
    public static let leadingSpace = MilterSteps(rawValue: 0x10_0000)

    public static let unansweredHeader = MilterSteps(rawValue: 0x80)
    public static let unansweredConnect = MilterSteps(rawValue: 0x1000)
    public static let unansweredMail = MilterSteps(rawValue: 0x4000)
    public static let unansweredRecipient = MilterSteps(rawValue: 0x8000)
    public static let unansweredData = MilterSteps(rawValue: 0x1_0000)
    public static let unansweredBody = MilterSteps(rawValue: 0x8_0000)

    /// All commands before a mail's end need no reply.
    static let unanswered: MilterSteps = [
        .unansweredHeader, .unansweredConnect, .unansweredMail, .unansweredRecipient, .unansweredData,
        .unansweredBody,
    ]

    /// Whether a command gets a reply.
    func answers(_ code: UInt8) -> Bool {
        switch code {
        case MilterCode.connect: !contains(.unansweredConnect)
        case MilterCode.mail: !contains(.unansweredMail)
        case MilterCode.recipient: !contains(.unansweredRecipient)
        case MilterCode.data: !contains(.unansweredData)
        case MilterCode.header: !contains(.unansweredHeader)
        case MilterCode.body: !contains(.unansweredBody)
        default: true
        }
    }
}

extension MilterOptions {
    /// The macros that are wanted, for each stage of the protocol in the order of their numbers, parted by blanks.
    ///
    /// A mail server that is asked for none looks up, writes and sends a dozen values for each mail.
    var wantedMacros: [String] {
        guard actions.contains(.chooseMacros) else { return [] }
        // Connection, greeting, sender, recipient, data, end of the mail, end of the header.
        return ["", "", "{\(MilterMacro.login)}", "", "", MilterMacro.queueID, ""]
    }

    /// What is agreed with a peer that offers this.
    ///
    /// - Throws: ``MilterFault`` where the peer does not allow what is needed.
    func agreed() throws(MilterFault) -> MilterOptions {
        guard version >= 2 else { throw .oldVersion(version) }
        let needed: MilterActions = [.addHeaders, .changeHeaders]
        guard actions.isSuperset(of: needed) else { throw .missingActions(actions.rawValue) }
        let wanted = MilterSteps.unanswered.union([
            .noHelo, .noEndOfHeader, .noUnknown, .skip, .leadingSpace,
        ])
        return MilterOptions(
            version: min(version, MilterOptions.newestVersion),
            actions: actions.intersection(needed.union([.quarantine, .chooseMacros])),
            steps: steps.intersection(wanted))
    }
}
