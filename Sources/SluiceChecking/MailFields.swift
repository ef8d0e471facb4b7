/// What a gateway notes of a mail's header fields while they come: its own marks, and the subject.
public struct MailFields: Sendable {
    /// Every field of ours begins like this.
    public static let prefix = "X-Sluice-"
    /// More fields of that name than this are no accident.
    static let mostMarks = 1000

    /// For each name of ours, lower case, how many fields there are; the order is that of the first.
    private var marks: [(name: String, count: Int)] = []
    private var markCount = 0
    /// The values of the fields `Subject`, as they stand; a mail should have one.
    public private(set) var subjects: [[UInt8]] = []

    /// Whether a program or a list wrote the mail: then nobody waits for an answer to it (RFC 3834, 2).
    private(set) var isAutomatic = false
    /// Whether it says of itself that it is one of our notes.
    private(set) var isNote = false

    public init() {}

    /// Whether somebody wrote more marks than can be taken away.
    var hasTooManyMarks: Bool { markCount > MailFields.mostMarks }

    public mutating func note(name: [UInt8], value: ArraySlice<UInt8>) {
        if MailFields.equal(name[...], "subject") {
            subjects.append(Array(value))
        } else if MailFields.isAutomatic(name[...], value) {
            isAutomatic = true
        } else if MailFields.isMark(name) {
            markCount += 1
            isNote = isNote || MailFields.equal(name[...], "x-sluice-note")
            guard !hasTooManyMarks else { return }
            let name = String(decoding: name, as: UTF8.self).lowercased()
            if let index = marks.firstIndex(where: { $0.name == name }) {
                marks[index].count += 1
            } else {
                marks.append((name, 1))
            }
        }
    }

    private static func isAutomatic(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
        if equal(name, "list-id") || equal(name, "list-unsubscribe") { return true }
        let word = value.drop { $0 == 0x20 || $0 == 0x09 }.prefix {
            (0x41...0x7A).contains($0 | 0x20) || $0 == 0x2D
        }
        if equal(name, "auto-submitted") { return !equal(word, "no") }
        return equal(name, "precedence") && ["bulk", "junk", "list"].contains { equal(word, $0) }
    }

    /// Whether a field has a name that only we give, so that nobody else's may stay.
    public static func isMark(_ name: [UInt8]) -> Bool {
        name.count >= prefix.utf8.count && equal(name[..<prefix.utf8.count], "x-sluice-")
    }

    static func isBlank(_ value: [UInt8]) -> Bool {
        value.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }

    /// Takes away all marks that the mail came with; the last of a name first, since the others then keep their number.
    var removals: [HeaderChange] {
        marks.flatMap { mark in
            (1...mark.count).reversed().map { HeaderChange.remove(name: mark.name, index: $0) }
        }
    }

    static func equal(_ name: ArraySlice<UInt8>, _ lowered: StaticString) -> Bool {
        guard name.count == lowered.utf8CodeUnitCount else { return false }
        return lowered.withUTF8Buffer { other in
            for (index, byte) in name.enumerated() {
                let small = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                guard unsafe small == other[index] else { return false }
            }
            return true
        }
    }
}

/// One change of a mail's header.
public enum HeaderChange: Hashable, Sendable {
    /// Takes the `index`-th field of a name away, from 1.
    case remove(name: String, index: Int)
    /// Gives the `index`-th field of a name, from 1, another value, without white space before it.
    case replace(name: String, index: Int, value: [UInt8])
    case add(name: String, value: String)
}
