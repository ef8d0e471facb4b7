import SluiceModel
import TestSupport
import Testing

@testable import SluiceFormats

@Suite("Diffs")
struct DiffTests {
    /// What a diff gives, as `path:line: text` for each part, with `|` for a line end.
    private func parts(_ diff: String) -> [String] { DiffTests.listed(DiffTests.readings(diff)) }

    private static func readings(_ diff: String) -> [Reading] {
        var readings: [Reading] = []
        let content = Content(TextStorage(Array(diff.utf8)), origin: Origin(path: "<diff>"))
        ContentReader(ReadingOptions(form: .diff)).read(content) { readings.append($0) }
        return readings
    }

    private static func listed(_ readings: [Reading]) -> [String] {
        readings.flatMap { reading -> [String] in
            switch reading {
            case .message(let message):
                return message.parts.map { part in
                    let text = part.text.storage.string(in: part.text.body)
                    return "\(message.origin.path):\(part.firstLine ?? 0): "
                        + text.replacing("\r\n", with: "CR|").replacing("\n", with: "|")
                }
            case .passedOver(let origin, let reason): return ["\(origin.path): \(reason)"]
            case .gap(let gap): return ["\(gap.origin.path): \(gap.reason)"]
            case .endOfFile, .known, .run: return []
            }
        }
    }

    @Test("give the added lines with their places in the new file, in runs")
    func added() {
        let diff = """
            diff --git a/src/a.txt b/src/a.txt
            index 1234567..89abcde 100644
            --- a/src/a.txt
            +++ b/src/a.txt
            @@ -1,4 +1,5 @@ func
             one
            -two
            +zwei
            +drei
             four
            --- five
            +++ fünf
            @@ -20 +21,2 @@
             twenty
            +last
            \\ No newline at end of file
            diff --git a/b b/b
            new file mode 100644
            --- /dev/null
            +++ b/b
            @@ -0,0 +1 @@
            +new

            """
        #expect(
            parts(diff) == [
                "src/a.txt:2: zwei|drei|", "src/a.txt:5: ++ fünf|", "src/a.txt:22: last", "b:1: new|",
            ])
    }

    @Test("pass over removed, renamed and binary files")
    func others() {
        let diff = """
            diff --git a/old.txt b/new.txt
            similarity index 100%
            rename from old.txt
            rename to new.txt
            diff --git a/gone b/gone
            deleted file mode 100644
            --- a/gone
            +++ /dev/null
            @@ -1,2 +0,0 @@
            -one
            -two
            diff --git a/my logo.png b/my logo.png
            Binary files a/my logo.png and b/my logo.png differ
            diff --git a/x.bin b/x.bin
            GIT binary patch
            literal 3
            Kcmb=J&d<z

            diff --git a/y b/z
            rename from y
            rename to z
            --- a/y
            +++ b/z
            @@ -1 +1 @@
            -a
            +b

            """
        #expect(
            parts(diff) == [
                "my logo.png: skipped(\"binary file\")", "x.bin: skipped(\"binary file\")", "z:1: b|",
            ])
    }

    @Test(
        "know the new file's name, however it is written",
        arguments: [
            ("--- a/x y\t\n+++ b/x y\t\n", "x y"), ("--- x\n+++ x\n", "x"),
            ("--- a/b\n+++ a/b\n", "a/b"), ("--- i/x\n+++ w/x\n", "x"),
            ("--- \"a/\\303\\244 \\\"\\t\"\n+++ \"b/\\303\\244 \\\"\\t\"\n", "ä \"\t"),
            ("--- old.c\t2026-01-01 10:00:00 +0100\n+++ new.c\t2026-01-02 10:00:00 +0100\n", "new.c"),
            ("diff --git b/x b/x\n--- /dev/null\n+++ b/x\n", "b/x"),
            ("diff --git a/x b/x\n--- /dev/null\n+++ b/x\n", "x"),
            ("--- a/x\r\n+++ b/x\r\n", "x"),
        ])
    func names(header: String, name: String) {
        #expect(parts(header + "@@ -0,0 +7 @@\n+ja\n") == ["\(name):7: ja|"])
    }

    @Test("of a merge give what one of its parents does not have")
    func combined() {
        let diff = """
            diff --cc a.txt
            index 1,2..3
            --- a/a.txt
            +++ b/a.txt
            @@@ -1,3 -1,3 +1,4 @@@
              one
             -two
            - zwei
            ++both
             +theirs
              three

            """
        #expect(parts(diff) == ["a.txt:2: both|theirs|"])
    }

    @Test("keep the line ends of the file, and lines that came without a space")
    func lineEnds() {
        #expect(
            parts("--- a/x\n+++ b/x\n@@ -1,2 +1,4 @@\n+a\r\n\n+b\r\n c\n")
                == ["x:1: aCR|", "x:3: bCR|"])
    }

    @Test("are read, and named, where their counts are wrong")
    func wrongCounts() {
        let damage = "x: the diff's lines are not as many as it says"
        #expect(parts("--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n+b\n") == ["x:1: a|b|", damage])
        #expect(parts("--- a/x\n+++ b/x\n@@ -0,0 +1,9 @@\n+a\n") == ["x:1: a|", damage])
        #expect(parts("--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\ndiff --git a/y b/y\n") == ["x:1: a|", damage])
        #expect(parts("just a text\n") == ["<diff>: no diff stands here"])
        #expect(parts("") == [])
        // A commit's message is no part of any file.
        #expect(parts("commit 1\n\n    +not this\n\ndiff --git a/x b/x\nindex 1..2\n") == [])
    }

    @Test("are the same however they come: whole, or in segments of any size")
    func segments() throws {
        var diff = ""
        for file in 0..<5 {
            let count = file == 2 ? 400 : 3
            diff += "--- a/\(file)\n+++ b/\(file)\n@@ -0,0 +11,\(count) @@\n"
            for line in 0..<count { diff += "+zeile ä \(line)\n" }
        }
        let whole = DiffTests.joined(DiffTests.readings(diff))
        let folder = try TemporaryFolder()
        let file = ListedFile(path: PathBytes(try folder.write(diff, "d.diff")), size: diff.utf8.count)
        for size in [1, 7, 100, 1 << 20] {
            var reader = InputReader(
                file, reader: ContentReader(ReadingOptions(form: .diff)),
                sizes: SegmentSizes(body: size, before: 20, behind: 20))
            var readings: [Reading] = []
            while let piece = reader.next() { piece.read { readings.append($0) } }
            #expect(DiffTests.joined(readings) == whole)
        }
    }

    /// The text of each file and where it begins, whatever the segments.
    private static func joined(_ readings: [Reading]) -> [String] {
        var files: [(name: String, text: String)] = []
        for case .message(let message) in readings {
            for part in message.parts {
                let text = part.text.storage.string(in: part.text.body)
                if files.last?.name == message.origin.path {
                    files[files.count - 1].text += text
                } else {
                    files.append((message.origin.path, "\(part.firstLine ?? 0):" + text))
                }
            }
        }
        return files.map { $0.name + ":" + $0.text }
    }

    @Test("never trap, whatever their bytes, and give no line that is not added")
    func damage() {
        var generator = SeededGenerator(seed: 11)
        let pieces = [
            "--- a/x\n", "+++ b/x\n", "@@ -1,2 +3,4 @@\n", "@@@ -1 -1 +1 @@@\n", "+GUT\n", " nein\n",
            "-nein\n",
            "\\ No newline\n", "diff --git a/x b/x\n", "@@ -9999999999999999999 +1 @@\n", "+\n", "\n", "@\n",
            "++GUT\n", "+++ \"a\\\n", "Binary files x\n", "\r\n", "@@ -0,0 +1,9 @@\n", "--- \"\n",
            "rename to \n",
        ]
        for _ in 0..<300 {
            let diff = (0..<20).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            for line in parts(diff) { #expect(!line.contains("nein")) }
        }
    }
}
