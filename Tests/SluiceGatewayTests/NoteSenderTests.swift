import Logging
import SluiceChecking
import SluiceDetection
import SluiceFormats
import SluiceModel
import SluiceNames
import SluicePolicy
import SluiceRules
import TestSupport
import Testing

@testable import SluiceGateway

@Suite("Notes on their way")
struct NoteSenderTests {
    @Test("are waited for at the end, and what is left over is counted")
    func drain() throws {
        let folder = try TemporaryFolder()
        try folder.write("#!/bin/sh\nsleep 0.1\ncat >> '\(folder.path)/taken'\n", "take.sh")
        let rules = CheckRules(
            detector: try Detector(RuleSet(rules: [])), policy: Policy(language: .english), key: NameKey())
        let metrics = Metrics()
        let log = GatewayLog(Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let sender = NoteSender(["sh", folder.path + "/take.sh"], metrics: metrics, log: log)
        let note = Note(to: "anna@westbach.example", subject: "x", lines: ["y"])
        sender.send([note, note, note], rules)
        sender.drain(seconds: 20)
        let taken = String(decoding: WholeFile.bytes(folder.path + "/taken") ?? [], as: UTF8.self)
        #expect(taken.split(separator: "Subject: x").count == 4)
        #expect(metrics.values.errors.isEmpty)
        // One is on its way and a thousand wait.
        sender.send(Array(repeating: note, count: 1200), rules)
        #expect((199...200).contains(metrics.values.errors["note"] ?? 0))
    }
}
