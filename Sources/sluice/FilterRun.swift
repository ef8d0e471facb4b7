import Glibc
import SluiceChecking
import SluiceModel
import SluicePolicy

/// Wires one `sluice filter` together; what it gives is the program's exit code.
struct FilterRun {
    private static let refused: CInt = 69
    private static let tryAgain: CInt = 75

    private let command: FilterCommand

    init(_ command: FilterCommand) { self.command = command }

    func run() -> CInt {
        let rules: CheckRules
        do throws(Diagnostics) {
            rules = try command.source.load()
        } catch {
            // The mail server keeps the mail, and brings it again once the fault is mended.
            Console.note(error.description + "\n")
            return FilterRun.tryAgain
        }
        let spool = MailSpool(
            room: SpoolRoom(), limit: rules.policy.gateway.limits.messageBytes,
            keepsAll: !command.command.isEmpty)
        guard readInput(into: spool) else { return tryAgain("the mail cannot be read") }
        guard spool.fault != .disk else {
            return tryAgain("there is no room for the mail in \(SpoolRoom.usualFolder)")
        }
        let file = MessageFile(spool)
        let mail = ReceivedMail(
            envelope: command.envelope, fields: file?.fields ?? MailFields(), spool: spool)
        let decision = SingleCheck.decision(on: mail, rules)
        return carryOut(decision, file, rules)
    }

    /// Reads the mail to its end, also where it is too long, so that whoever writes it is not cut off.
    private func readInput(into spool: MailSpool) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 128 << 10)
        while true {
            let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
            if count == 0 { return true }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            spool.append(buffer[..<count])
        }
    }

    /// What Postfix logs as the reason for which it keeps the mail.
    private func tryAgain(_ reason: String) -> CInt {
        Console.error(reason)
        return FilterRun.tryAgain
    }

    private func carryOut(_ decision: MailDecision, _ file: MessageFile?, _ rules: CheckRules) -> CInt {
        var status: CInt = 0
        switch decision.ending {
        case .refuse(let reply):
            say(reply.pipeText, decision)
            status = FilterRun.refused
        case .tryAgain(let reply):
            say(reply.pipeText, decision)
            return FilterRun.tryAgain
        case .accept, .hold:
            if command.command.isEmpty {
                say(decision.record.outcome.rawValue + "\n", decision)
            } else if let file {
                let ended = unsafe handOn { unsafe file.write(decision.changes, to: $0) }
                // The mail server keeps a mail that no command took, and would send it back at any other code.
                guard let ended else { return tryAgain("'\(command.command[0])' did not take the mail") }
                status = ended
            } else {
                return tryAgain("the mail's header has no end, or the disk does not give the mail back")
            }
        }
        if status == 0 { sendNotes(decision.notes, rules) }
        return status
    }

    /// Runs the command with the mail as its input; nil where it did not take it.
    ///
    /// Whoever ends the filter from now on waits for the command: it may have taken the mail already, and the mail
    /// server would bring it a second time.
    private func handOn(_ write: ((UnsafeRawBufferPointer) -> Bool) -> Bool) -> CInt? {
        for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_IGN) }
        return unsafe CommandRun(command.command).run(write)
    }

    private func say(_ text: String, _ decision: MailDecision) {
        if command.command.isEmpty, command.format == .json {
            Console.print(decision.json)
        } else {
            Console.print(text)
        }
    }

    private func sendNotes(_ notes: [Note], _ rules: CheckRules) {
        guard command.sendmail != "none" else { return }
        let words = command.sendmail.split(separator: " ").map(String.init)
        let from = "sluice@" + (rules.policy.organisation.domains.first ?? "localhost")
        for note in notes {
            _ = CommandRun(words + ["--", note.to]).run(input: note.mail(from: from, at: CheckPool.now))
        }
    }
}

extension FilterCommand {
    var source: RuleSource {
        RuleSource(
            policyPath: config, replacing: rules.replacing, adding: rules.adding, packs: rules.selection)
    }

    var envelope: Envelope {
        Envelope(
            sender: sender.flatMap(Envelope.address(ofPath:)),
            recipients: recipients.compactMap(Envelope.address(ofPath:)), client: client, login: login,
            queueID: queueID, keepsName: false)
    }
}
