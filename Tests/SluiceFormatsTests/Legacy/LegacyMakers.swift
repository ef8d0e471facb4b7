/// Makes files of programs of old, small ones with words of our own.
enum LegacyMakers {
    static func wide(_ text: String) -> [UInt8] { text.utf16.flatMap { little($0) } }

    /// A mail of Outlook with a plain body, a body in packed RTF, an attachment and a mail within it.
    static var message: [UInt8] {
        let head = [UInt8](repeating: 0, count: 32)
        let time = little(UInt32(0x0039_0040)) + little(UInt32(6)) + little(UInt64(134_230_777_300_000_000))
        let rtf = Array(#"{\rtf1\ansi Nur in RTF: Rabatt von 12 Prozent.\par}"#.utf8)
        let packed =
            little(UInt32(rtf.count + 12)) + little(UInt32(rtf.count)) + Array("MELA".utf8)
            + little(UInt32(0)) + rtf
        return CompoundMaker.file(
            [
                .stream("__properties_version1.0", head + time),
                text(0x0037, "WG: Angebot Falke"), text(0x0C1A, "Jana Reuter"),
                text(0x5D01, "jana.reuter@westbach.example"),
                text(0x1035, "<m1@westbach.example>"),
                text(
                    0x1000,
                    "Hallo Tom,\r\n\r\nanbei für dich.\r\n\r\nVon: Max Muster <max@kunde.example>\r\n"
                        + "Gesendet: Dienstag, 12. Mai 2026 10:00\r\nAn: Jana Reuter\r\nBetreff: Anfrage\r\n\r\n"
                        + "Bitte ein Angebot.\r\n"),
                text(0x8001, "MSIP_Label_0001_Name=Vertraulich"), text(0x8002, "Kategorie Werk Nord"),
                .stream("__substg1.0_10090102", packed),
                .folder("__recip_version1.0_#00000000", person("Tom Becker", "tom.becker@kunde.example")),
                .folder(
                    "__attach_version1.0_#00000000",
                    [
                        .stream("__properties_version1.0", [UInt8](repeating: 0, count: 8)),
                        text(0x3707, "preise.csv"),
                        .stream("__substg1.0_37010102", Array("Teil;Preis\nPresse;48000\n".utf8)),
                    ]),
                .folder(
                    "__attach_version1.0_#00000001",
                    [
                        .stream("__properties_version1.0", [UInt8](repeating: 0, count: 8)),
                        .folder(
                            "__substg1.0_3701000D",
                            [
                                .stream("__properties_version1.0", [UInt8](repeating: 0, count: 24)),
                                text(0x0037, "Innen"), text(0x1000, "Der innere Text."),
                                text(0x0C1A, "Max Muster"), text(0x0C1F, "max@kunde.example"),
                            ]),
                    ]),
            ])
    }

    private static func text(_ id: Int, _ text: String) -> CompoundMaker.Entry {
        let digits = String(id, radix: 16, uppercase: true)
        let tag = String(repeating: "0", count: 4 - digits.count) + digits
        return .stream("__substg1.0_\(tag)001F", wide(text))
    }

    private static func person(_ name: String, _ address: String) -> [CompoundMaker.Entry] {
        [
            .stream("__properties_version1.0", [UInt8](repeating: 0, count: 8)), text(0x3001, name),
            text(0x39FE, address),
        ]
    }

    /// `winmail.dat` with a subject, a body, a recipient and an attachment.
    static var transport: [UInt8] {
        var file: [UInt8] = [0x78, 0x9F, 0x3E, 0x22, 1, 0]
        func attribute(_ level: UInt8, _ id: UInt32, _ value: [UInt8]) {
            let sum = value.reduce(UInt16(0)) { $0 &+ UInt16($1) }
            file += [level] + little(id) + little(UInt32(value.count)) + value + little(sum)
        }
        attribute(1, 0x0006_9007, little(UInt32(1252)) + little(UInt32(0)))
        attribute(1, 0x0001_8004, Array("Gr\u{FC}\u{DF}e".unicodeScalars.map { UInt8($0.value) }) + [0])
        attribute(
            1, 0x0006_9003,
            little(UInt32(2))
                + property(0x1000, "Der Text steht nur hier: Projekt Falke.")
                + little(UInt16(0x1F)) + little(UInt16(0x8005)) + [UInt8](repeating: 7, count: 16)
                + little(UInt32(1)) + little(UInt32(8)) + wide("Form") + string("Geheim"))
        attribute(
            1, 0x0006_9004,
            little(UInt32(1)) + little(UInt32(2)) + property(0x3001, "Tom Becker")
                + property(0x39FE, "tom.becker@kunde.example"))
        attribute(2, 0x0006_9002, [UInt8](repeating: 0, count: 14))
        attribute(2, 0x0001_8010, Array("liste.txt".utf8) + [0])
        attribute(2, 0x0006_800F, Array("Anhang: acht Pressen\n".utf8))
        return file
    }

    private static func property(_ id: UInt16, _ text: String) -> [UInt8] {
        little(UInt16(0x1F)) + little(id) + string(text)
    }

    private static func string(_ text: String) -> [UInt8] {
        let bytes = wide(text) + [0, 0]
        let fill = [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
        return little(UInt32(1)) + little(UInt32(bytes.count)) + bytes + fill
    }

    /// A presentation of one slide with notes.
    static var presentation: [UInt8] {
        func record(_ head: UInt16, _ type: UInt16, _ value: [UInt8]) -> [UInt8] {
            little(head) + little(type) + little(UInt32(value.count)) + value
        }
        let slide = record(
            0xF, 0x03EE,
            record(0xF, 0xF00D, record(0, 0x0FA0, wide("Projekt Falke\rUmsatz λ")))
                + record(0, 0x0FA8, [0x4D, 0xFC, 0x6E, 0x7A, 0x65]))
        let notes = record(0xF, 0x03F0, record(0, 0x0FA0, wide("Nicht vor Juni zeigen")))
        return CompoundMaker.file([
            .stream("Current User", [UInt8](repeating: 0, count: 20)),
            .stream("PowerPoint Document", record(0xF, 0x03E8, slide + notes)),
        ])
    }

    /// A document of Word whose text lies in `pieces`, the first in one byte a character and the others in two.
    static func word(_ texts: [String], flags: UInt16 = 0, repeated: Int = 1) -> [UInt8] {
        var head = [UInt8](repeating: 0, count: 0x200)
        func set(_ place: Int, _ bytes: [UInt8]) {
            head.replaceSubrange(place..<place + bytes.count, with: bytes)
        }
        var body: [UInt8] = []
        var places: [UInt32] = [0]
        var starts: [UInt32] = []
        for (index, text) in texts.enumerated() {
            let start = UInt32(head.count + body.count)
            let isWide = index > 0
            body += isWide ? wide(text) : text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            for _ in 0..<repeated {
                places.append((places.last ?? 0) + UInt32(text.utf16.count))
                starts.append(isWide ? start : 0x4000_0000 | start * 2)
            }
        }
        let list =
            places.flatMap { little($0) }
            + starts.flatMap { little(UInt16(0)) + little($0) + little(UInt16(0)) }
        set(0, little(UInt16(0xA5EC)) + little(UInt16(0x00C1)))
        set(0x0A, little(flags))
        set(0x4C, little(places.last ?? 0))
        set(0x1A2, little(UInt32(0)) + little(UInt32(list.count + 5)))
        return CompoundMaker.file([
            .stream("WordDocument", head + body), .stream("0Table", [2] + little(UInt32(list.count)) + list),
        ])
    }
}
