import Foundation
import SluiceModel
import TestSupport

@testable import SluiceFormats

/// The mails of our own making under `Fixtures/mail`.
enum MailFixtures {
    static let folder = packageFolder.appendingPathComponent("Fixtures/mail")

    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { !$0.hasSuffix(".txt") }.sorted()
    }()

    static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static let options = ReadingOptions(organisation: Organisation(domains: ["westbach.example"]))

    /// What a whole content gives.
    static func readings(_ bytes: [UInt8], name: String, form: InputForm = .auto) -> [Reading] {
        var options = options
        options.form = form
        var readings: [Reading] = []
        let content = Content(TextStorage(bytes), origin: Origin(path: name), hints: ContentHints(path: name))
        ContentReader(options).read(content) { readings.append($0) }
        return readings
    }

    static func messages(_ text: String, form: InputForm = .mail) -> [Message] {
        messages(readings(Array(text.utf8), name: "test", form: form))
    }

    static func messages(_ readings: [Reading]) -> [Message] {
        readings.compactMap { if case .message(let message) = $0 { message } else { nil } }
    }
}

extension Part {
    /// The part's text.
    var string: String { text.storage.string(in: 0..<text.storage.count) }
}
