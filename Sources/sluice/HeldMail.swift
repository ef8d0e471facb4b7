import ArgumentParser
import Glibc
import SluiceChecking

/// What an administrator needs to decide about mails that Postfix holds.
struct HeldMailOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Postfix's folder of settings, where it is not the usual one.", valueName: "folder"),
        completion: .directory)
    var postfixConfig: String?

    @Argument(help: ArgumentHelp("The names of the mails in the queue.", valueName: "queue-id"))
    var ids: [String] = []

    func validate() throws {
        // What is no name would be an option, or `ALL`, to postsuper.
        for id in ids where !HeldMail.isName(id) {
            throw ValidationError("'\(id)' is not a mail's name in Postfix's queue.")
        }
    }
}

/// Postfix's own commands for held mail; they need root.
struct HeldMail {
    let options: HeldMailOptions

    /// Short names are hexadecimal, long ones digits and letters without vowels (`enable_long_queue_ids`); either may have
    /// no digit.
    static func isName(_ id: String) -> Bool {
        let isPlain = id.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        }
        return isPlain && (5...30).contains(id.utf8.count)
    }

    /// Asks Postfix to do something with mails that it holds because of Sluice.
    ///
    /// - Throws: ``InternalFault`` where Postfix refuses, or where one of them is no such mail; then nothing is done.
    func ask(_ option: String, _ ids: [String]) throws {
        guard !ids.isEmpty else { return }
        // postsuper takes any name and says nothing of those that it does not find.
        let held = Set(HeldMail.held(in: try queue(), before: .infinity))
        let others = try ids.filter { try !held.contains($0) || !isMarked($0) }
        guard others.isEmpty else {
            throw InternalFault("nothing was done: not held by Sluice: \(others.joined(separator: ", "))")
        }
        let command = ["postsuper"] + configuration + ids.flatMap { [option, $0] } + ["hold"]
        guard CommandRun(command).run(input: "") == 0 else {
            throw InternalFault("postsuper did not do it; it needs root, and the mail has to be held")
        }
    }

    /// The names of held mails that Sluice marked and that came before a time, in seconds since 1970.
    func names(before time: Double) throws -> [String] {
        try HeldMail.held(in: try queue(), before: time).filter(isMarked)
    }

    private func queue() throws -> String {
        guard let list = CommandRun.output(of: ["postqueue"] + configuration + ["-j"]) else {
            throw InternalFault("postqueue cannot be run")
        }
        return list
    }

    /// Whether a mail in the queue is held because Sluice said so.
    private func isMarked(_ id: String) throws -> Bool {
        guard let header = CommandRun.output(of: ["postcat"] + configuration + ["-h", "-q", id]) else {
            throw InternalFault("postcat cannot be run; it needs root")
        }
        return header.split(separator: "\n").contains("X-Sluice-Verdict: hold")
    }

    /// The names in what `postqueue -j` prints: one JSON object a line, `queue_name` first.
    static func held(in list: String, before time: Double) -> [String] {
        list.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("{\"queue_name\": \"hold\""), let id = value("queue_id", in: line),
                let arrival = value("arrival_time", in: line).flatMap({ Double($0) }), arrival < time,
                isName(id)
            else { return nil }
            return id
        }
    }

    /// The first value of a key: a text without escapes, or a number.
    private static func value(_ key: String, in line: Substring) -> String? {
        let mark = "\"\(key)\": "
        var rest = line
        while !rest.isEmpty, !rest.hasPrefix(mark) { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return nil }
        let value = rest.dropFirst(mark.count).prefix { $0 != "," && $0 != "}" }
        return value.filter { $0 != "\"" && $0 != " " }
    }

    private var configuration: [String] { options.postfixConfig.map { ["-c", $0] } ?? [] }
}

struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let mails go out that are held in Postfix's queue.",
        discussion: "What is released is not checked again. Needs root, as Postfix's own commands do.")

    @OptionGroup var mails: HeldMailOptions

    func validate() throws {
        if mails.ids.isEmpty { throw ValidationError("Which mail? The note on it names it.") }
    }

    func run() throws { try HeldMail(options: mails).ask("-H", mails.ids) }
}

struct ReturnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return",
        abstract: "Send mails back that are held in Postfix's queue, with a note that they did not go out.",
        discussion: """
            Postfix (3.5 or newer) returns them to their senders as undeliverable, without trying to deliver them. Needs \
            root, as Postfix's own commands do.

            EXAMPLES:
              sluice return 4BxT2q1vN3z9c        one mail
              sluice return --older-than 5       all that wait for more than 5 days, as a daily job
            """)

    @Option(help: ArgumentHelp("All mails that Sluice held more than so many days ago.", valueName: "days"))
    var olderThan: Double?

    @OptionGroup var mails: HeldMailOptions

    func validate() throws {
        if mails.ids.isEmpty, olderThan == nil {
            throw ValidationError("Which mail? The note on it names it; or --older-than.")
        }
    }

    func run() throws {
        let held = HeldMail(options: mails)
        let old = try olderThan.map { try held.names(before: CheckPool.now - $0 * 86_400) } ?? []
        try held.ask("-f", mails.ids + old)
    }
}
