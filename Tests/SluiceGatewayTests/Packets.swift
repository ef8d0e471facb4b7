@testable import SluiceGateway

/// Packets as a mail server writes them.
enum Packets {
    static func packet(_ letter: Character, _ content: [UInt8] = []) -> [UInt8] {
        number(UInt32(content.count + 1)) + Array(String(letter).utf8) + content
    }

    static func number(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    static func texts(_ texts: [String]) -> [UInt8] { texts.flatMap { Array($0.utf8) + [0] } }

    /// The steps of a server that gives each command a reply.
    static let answeredSteps: UInt32 = 0x10_0542

    static func options(actions: UInt32 = 0x1FF, steps: UInt32 = 0x1F_FFFF, version: UInt32 = 6) -> [UInt8] {
        packet("O", number(version) + number(actions) + number(steps))
    }

    static func macros(_ command: Character, _ values: [String]) -> [UInt8] {
        packet("D", Array(String(command).utf8) + texts(values))
    }

    static func connect(_ address: String = "127.0.0.1") -> [UInt8] {
        packet("C", texts(["client.example"]) + Array("4".utf8) + [0x9C, 0x40] + texts([address]))
    }

    /// The commands of one mail, from its sender to its end.
    static func mail(
        from: String = "<anna@westbach.example>", to: [String] = ["<bert@kunde.example>"],
        fields: [(String, String)] = [("From", " anna@westbach.example"), ("Subject", " Gruß")],
        body: String = "Guten Tag\r\n", queueID: String = "4abc"
    ) -> [UInt8] {
        var bytes =
            macros("M", ["i", queueID, "{auth_authen}", "anna"]) + packet("M", texts([from, "SIZE=10"]))
        for recipient in to { bytes += packet("R", texts([recipient])) }
        bytes += packet("T")
        for (name, value) in fields { bytes += packet("L", texts([name, value])) }
        bytes += packet("N")
        return bytes + packet("B", Array(body.utf8)) + macros("E", ["i", queueID]) + packet("E")
    }

    /// The commands that a decoder makes of bytes which come in these pieces.
    static func commands(_ pieces: [[UInt8]]) throws(MilterFault) -> [MilterCommand] {
        var decoder = MilterDecoder()
        var commands: [MilterCommand] = []
        for piece in pieces {
            decoder.append(piece)
            while let command = try decoder.next() { commands.append(command) }
        }
        return commands
    }
}
