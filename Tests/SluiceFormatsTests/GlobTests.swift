import SluiceFormats
import Testing

@Suite("Globs")
struct GlobTests {
    @Test(
        "match",
        arguments: [
            ("*.txt", "a/b/c.txt"), ("a/*.txt", "a/c.txt"), ("**/c.txt", "c.txt"), ("**/c.txt", "a/b/c.txt"),
            ("a/**", "a/b/c"), ("a/**/d", "a/d"), ("a/**/d", "a/b/c/d"), ("[a-c]?", "b1"), ("[!a]*", "bcd"),
            ("*.{txt,md}", "x.md"), ("build/", "x/build"), ("./a/b", "a/b"), ("\\*", "*"),
            ("{a,b{c,d}}", "bd"),
        ])
    func matching(pattern: String, path: String) throws {
        #expect(try #require(Glob(pattern)).matches(Array(path.utf8)[...]))
    }

    @Test(
        "leave alone",
        arguments: [
            ("*.txt", "a.txt.gz"), ("a/*.txt", "a/b/c.txt"), ("[a-c]", "d"), ("?", "/"), ("a", "ab"),
            ("*.{txt,md}", "x.m"), ("a/**/d", "a/bd"), ("[!a]", "a"),
        ])
    func leaving(pattern: String, path: String) throws {
        #expect(!(try #require(Glob(pattern)).matches(Array(path.utf8)[...])))
    }

    @Test("that are not well formed are refused", arguments: ["[a", "{a,b", "[!", "[]"])
    func refused(_ pattern: String) {
        #expect(Glob(pattern) == nil)
    }
}
