import TestSupport
import Testing

@testable import SluiceGateway

@Suite("The decoder of the milter protocol")
struct MilterDecoderTests {
    private let conversation =
        Packets.options() + Packets.macros("C", ["j", "mx.westbach.example"]) + Packets.connect()
        + Packets.packet("H", Packets.texts(["client.example"])) + Packets.mail()
        + Packets.packet("U", Packets.texts(["XYZ"]))
        + Packets.packet("A") + Packets.packet("K") + Packets.packet("Q")

    @Test("understands every command")
    func everyCommand() throws {
        let commands = try Packets.commands([conversation])
        #expect(
            commands.map { Character(UnicodeScalar($0.code)) } == Array("ODCHDMRTLLNBDEUAKQ"))
        #expect(
            commands[1]
                == .macros(command: 0x43, values: [MilterMacro(name: "j", value: "mx.westbach.example")]))
        #expect(commands[2] == .connect(host: "client.example", address: "127.0.0.1"))
        #expect(commands[5] == .mail(["<anna@westbach.example>", "SIZE=10"]))
        #expect(
            commands[8] == .header(name: Array("From".utf8), value: Array(" anna@westbach.example".utf8)))
    }

    @Test("gives the same commands wherever the bytes are cut")
    func cutAnywhere() throws {
        let whole = try Packets.commands([conversation])
        #expect(try Packets.commands(conversation.map { [$0] }) == whole)
        for cut in 0...conversation.count {
            #expect(
                try Packets.commands([Array(conversation[..<cut]), Array(conversation[cut...])]) == whole)
        }
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<50 {
            var pieces: [[UInt8]] = []
            var rest = conversation[...]
            while !rest.isEmpty {
                pieces.append(Array(rest.prefix(Int.random(in: 1...40, using: &generator))))
                rest = rest.dropFirst(pieces.last?.count ?? 0)
            }
            #expect(try Packets.commands(pieces) == whole)
        }
    }

    @Test("waits for the rest of a packet", arguments: [1, 3, 4, 5, 20])
    func halfPacket(count: Int) throws {
        #expect(try Packets.commands([Array(Packets.connect().prefix(count))]).isEmpty)
    }

    @Test("refuses packets of no bytes and of too many", arguments: [0, 1 << 20 + 17, 1 << 31, 0xFFFF_FFFF])
    func badLengths(length: UInt32) {
        #expect(throws: MilterFault.badLength(Int(length))) { try Packets.commands([Packets.number(length)]) }
    }

    @Test("takes the longest packet that is allowed")
    func longestPacket() throws {
        let content = [UInt8](repeating: 0x61, count: MilterDecoder.longestPacket - 1)
        #expect(try Packets.commands([Packets.packet("B", content)]) == [.body(content[...])])
    }

    @Test("refuses letters that are no commands")
    func unknownLetter() {
        #expect(throws: MilterFault.unknownCommand(0x5A)) { try Packets.commands([Packets.packet("Z")]) }
    }

    @Test("refuses fields without their ends", arguments: ["O", "D", "C", "H", "M", "R", "L", "U"])
    func malformed(letter: String) {
        #expect(throws: MilterFault.self) {
            try Packets.commands([Packets.packet(Character(letter), letter == "D" ? [0x43, 0x61] : [0x61])])
        }
    }

    @Test("never traps, whatever comes")
    func randomBytes() {
        var generator = SeededGenerator(seed: 11)
        var faults = 0
        for _ in 0..<3000 {
            var bytes = conversation
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
                    in: 0...255, using: &generator)
            }
            if (try? Packets.commands([bytes])) == nil { faults += 1 }
        }
        #expect(faults > 100)
    }

    @Test("understands clients of IPv6 and those without an address")
    func otherClients() throws {
        let six = Packets.texts(["c"]) + Array("6".utf8) + [0, 25] + Packets.texts(["IPv6:2001:db8::1"])
        let none = Packets.texts(["localhost"]) + Array("U".utf8)
        #expect(
            try Packets.commands([Packets.packet("C", six)]) == [.connect(host: "c", address: "2001:db8::1")])
        #expect(
            try Packets.commands([Packets.packet("C", none)]) == [.connect(host: "localhost", address: nil)])
    }
}
