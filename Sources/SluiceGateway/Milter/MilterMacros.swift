/// The values that a mail server told beside its commands, as long as they hold.
struct MilterMacros: Sendable {
    /// By the command they came with, in the order in which commands come.
    private var values: [(command: UInt8, macros: [MilterMacro])] = []

    /// Takes the values that come with a command in place of those that came with the one before.
    mutating func tell(_ macros: [MilterMacro], with command: UInt8) {
        values.removeAll { $0.command == command }
        values.append((command, macros))
    }

    /// Forgets what was told of a mail; what was told of its client stays.
    mutating func forgetMail() {
        values.removeAll { $0.command != MilterCode.connect && $0.command != MilterCode.helo }
    }

    /// Forgets all but what came with the command that begins a mail.
    mutating func beginMail() {
        values.removeAll {
            $0.command != MilterCode.connect && $0.command != MilterCode.helo
                && $0.command != MilterCode.mail
        }
    }

    /// The value of a name that was told last; nil where there is none, or it is empty.
    subscript(name: String) -> String? {
        for told in values.reversed() {
            if let value = told.macros.last(where: { $0.name == name })?.value, !value.isEmpty {
                return value
            }
        }
        return nil
    }
}
