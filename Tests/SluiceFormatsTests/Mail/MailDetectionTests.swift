import Foundation
import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("What a mail is told by")
struct MailDetectionTests {
    private func channel(_ text: String, name: String = "file") -> [Channel] {
        MailFixtures.messages(MailFixtures.readings(Array(text.utf8), name: name)).map(\.channel)
    }

    @Test(
        "is its header",
        arguments: [
            "From: a@b.example\nSubject: x\n\nText",
            "Received: from x\nDate: Tue, 12 May 2026 18:42:10 +0200\n\n",
            "\u{FEFF}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nText",
            "Return-Path: <a@b.example>\nX-Eigen: 1\n folded\nFrom: a@b.example\n\n",
            "From a@b.example Tue May 12 18:42:10 2026\nFrom: a@b.example\nSubject: x\n\nText",
        ])
    func mails(text: String) { #expect(channel(text) == [.mail]) }

    @Test(
        "and not any line with a colon",
        arguments: [
            "Liebe Kollegen:\n\nText", "From: here\nTo: there\n\nText", "Subject: Angebot\n\nText",
            "Notiz vom Montag\nFrom: a@b.example\nSubject: x\n\n", "name: x\ndate: 2026\nversion: 1\n",
            "From time to time\nwe meet", "Date: soon\nSubject: x\n\n", "", "\n\n\n", "From: a@b.example",
        ])
    func texts(text: String) { #expect(channel(text) == [.file]) }

    @Test("a name that says mail makes less of it enough")
    func named() { #expect(channel("Subject: Angebot\n\nText", name: "a.eml") == [.mail]) }

    @Test("notes and posts of the sample outbox stay texts, its mails are mails")
    func outbox() throws {
        let folder = packageFolder.appendingPathComponent("Fixtures/outbox")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var count = 0
        for case let file as URL in try #require(files) where !file.hasDirectoryPath {
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            let isMail = file.pathExtension == "eml"
            let name = isMail ? "file" : file.lastPathComponent
            #expect((channel(text, name: name) == [.mail]) == isMail, "\(file.lastPathComponent)")
            count += 1
        }
        #expect(count > 10)
    }
}
