import SluiceFormats
import TestSupport
import Testing

@testable import SluiceChecking

@Suite("A command that takes a mail")
struct CommandRunTests {
    private static let long = String(repeating: "Ein Satz. ", count: 100_000)

    @Test("has all of it before it begins, short or long", arguments: ["kurz", CommandRunTests.long])
    func whole(text: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/taken"
        // What is given while the command runs would be lost on it: it waits for nothing.
        #expect(CommandRun(["sh", "-c", "cat > '\(path)'"]).run(input: text) == 0)
        #expect(WholeFile.bytes(path) == Array(text.utf8))
    }

    @Test("does not start where not all of it can be given")
    func part() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/taken"
        let ended = unsafe CommandRun(["sh", "-c", "cat > '\(path)'"]).run { write in
            let bytes = Array("half".utf8)
            _ = unsafe bytes.withUnsafeBytes { unsafe write($0) }
            return false
        }
        #expect(ended == nil)
        #expect(WholeFile.bytes(path) == nil)
    }

    @Test(
        "has not taken it where it ends well without a look at it", arguments: ["kurz", CommandRunTests.long])
    func untouched(text: String) {
        #expect(CommandRun(["true"]).run(input: text) == nil)
        #expect(CommandRun(["head", "-c", "1"], limit: 5).run(input: text) == 0)
        #expect(CommandRun(["false"]).run(input: text) == 1)
        #expect(CommandRun(["true"]).run(input: "") == 0)
    }

    @Test("is ended with all that it started when its time is over")
    func late() {
        let began = CheckPool.clock
        #expect(CommandRun(["sh", "-c", "sleep 20 & sleep 20"], limit: 0.2).run(input: "") == nil)
        #expect(CheckPool.clock - began < 10)
    }

    @Test("has taken nothing where it is not there, or a signal ends it")
    func failing() {
        #expect(CommandRun(["/no/such/program"]).run(input: "x") == nil)
        #expect(CommandRun(["sh", "-c", "cat > /dev/null; kill -9 $$"]).run(input: "x") == nil)
    }
}
