import SluiceModel
import SluiceText

@testable import SluiceFormats

/// A decoder that takes bytes from strangers, and what must hold whatever they are.
///
/// libFuzzer runs them on what it makes up, and the tests on the seeds and on what was once found.
public enum FuzzEntry: String, CaseIterable, Sendable {
    case mail, mbox, html, forum, rtf
    case whatsapp, signal
    case json, jsonl, csv, diff
    /// Text in any charset, its view and the blobs in it.
    case text
    /// What names of archives' members become.
    case names
    /// XML as documents hold it.
    case xml
    /// `winmail.dat`.
    case transport
    /// Documents of Office before 2007, and mails of Outlook.
    case compound
    /// Members of a zip that its list does not name.
    case zip

    /// What does not hold, in words; nil where all is well.
    public func fault(in bytes: [UInt8]) -> String? {
        switch self {
        case .text: Checks.plain(bytes)
        case .names: Checks.name(bytes)
        case .xml: Checks.xml(bytes)
        case .transport: Checks.marked(bytes, TransportFile.mark)
        case .compound: Checks.marked(bytes, CompoundFile.mark)
        case .zip: Checks.zip(bytes)
        default: fault(in: bytes, as: form)
        }
    }

    private var form: InputForm { InputForm(rawValue: rawValue) ?? .auto }

    private func fault(in bytes: [UInt8], as form: InputForm) -> String? {
        let whole = ReadList(bytes, form)
        if let fault = whole.misplaced(in: bytes) { return fault }
        guard splits, bytes.count < 8 << 10 else { return nil }
        return SplitCheck(bytes, form).fault
    }

    /// Whether the format is cut into units, and must say the same wherever it is cut.
    private var splits: Bool { [.mbox, .jsonl, .csv, .whatsapp, .signal].contains(self) }
}

/// What a content was read as.
struct ReadList {
    var messages: [Message] = []

    init(_ bytes: [UInt8], _ form: InputForm) {
        let content = Content(
            TextStorage(bytes), origin: Origin(path: "input"), hints: ContentHints(path: "input"))
        ContentReader(FuzzOptions.options(form)).read(content) { take($0) }
    }

    init(split bytes: [UInt8], by splitter: any UnitSplitter, _ form: InputForm, step: Int) {
        let storage = TextStorage(bytes)
        var splitter = splitter
        var (start, line, length) = (0, 1, step)
        while start < storage.count {
            let end = min(storage.count, start + length)
            let cut = storage.withSpan { splitter.cut($0.extracting(start..<end), atEnd: end == $0.count) }
            guard let cut, cut.length > 0, cut.length <= end - start else {
                if end == storage.count { return }
                length += step
                continue
            }
            let units = UnitBytes(
                storage: TextStorage(slice: start..<start + cut.length, of: storage),
                origin: Origin(path: "input"), offset: start, line: line)
            cut.reader.read(units, with: ContentReader(FuzzOptions.options(form))) { $0.spread { take($0) } }
            line += bytes[start..<start + cut.length].count { $0 == 0x0A }
            start += cut.length
            length = step
        }
    }

    private mutating func take(_ reading: Reading) {
        if case .message(let message) = reading { messages.append(message) }
    }

    /// The first part that does not lie where it says.
    func misplaced(in bytes: [UInt8]) -> String? {
        for message in messages {
            for part in message.parts {
                if let fault = Checks.misplaced(part, in: bytes) { return "\(part.kind.rawValue): \(fault)" }
            }
        }
        return nil
    }
}

enum FuzzOptions {
    /// No child process is started: archives within what is read become gaps.
    static func options(_ form: InputForm) -> ReadingOptions {
        ReadingOptions(
            form: form, organisation: Organisation(domains: ["westbach.example"]),
            unpacker: Unpacker(executable: "/nonexistent"))
    }
}
