import SluiceModel
import SluiceRules
import Testing

@Suite("A value")
struct ValueTests {
    @Test(
        "has one writing for all its writings",
        arguments: [
            (ValueForm.exact, "A b-C", "A b-C"),
            (.identifier, "de89 3704\u{A0}0044-0532.0130/00", "DE89370400440532013000"),
            (.identifier, "756\u{202F}9217\u{2011}0769", "75692170769"),
            (.identifier, "é\u{E9}", "éé"), (.identifier, "", ""),
            (.words, "  Streng \n\tVertraulich ", "streng vertraulich"),
            (.words, "GEHEIM", "geheim"), (.words, " ", ""),
        ])
    func normalization(form: ValueForm, value: String, expected: String) {
        #expect(normalized(Array(value.utf8), as: form) == Array(expected.utf8))
    }

    @Test("keeps truncated UTF-8 as it is")
    func truncated() {
        #expect(normalized([0x41, 0xE2, 0x80], as: .identifier) == [0x41, 0xE2, 0x80])
        #expect(normalized([0xC2], as: .identifier) == [0xC2])
    }

    @Test(
        "has an entropy that can be counted by hand",
        arguments: [("", 0.0), ("aaaa", 0), ("aabb", 1), ("abcd", 2)])
    func entropy(value: String, bits: Double) {
        #expect(shannonEntropy(Array(value.utf8)) == bits)
    }
}

@Suite("An allowlist")
struct AllowlistTests {
    private func excludes(_ list: Allowlist, secret: String = "s", path: Bool = false, regex: Bool = false)
        -> Bool
    {
        list.excludes(secret: Array(secret.utf8), path: { _ in path }, regex: { _ in regex })
    }

    @Test("of any condition leaves out what one kind of check allows")
    func any() {
        let list = Allowlist(paths: ["p"], regexes: ["r"], stopwords: ["dummy"])
        #expect(!excludes(list))
        #expect(excludes(list, path: true))
        #expect(excludes(list, regex: true))
        #expect(excludes(list, secret: "my-DUMMY-key"))
    }

    @Test("of all conditions leaves out what every kind of check allows that it has")
    func all() {
        let list = Allowlist(paths: ["p"], regexes: ["r"], combining: .all)
        #expect(!excludes(list, path: true))
        #expect(!excludes(list, regex: true))
        #expect(excludes(list, path: true, regex: true))
        #expect(!excludes(Allowlist(combining: .all)))
    }

    @Test("asks about each entry until one matches")
    func entries() {
        var asked: [Int] = []
        let list = Allowlist(regexes: ["a", "b", "c"])
        let isExcluded = list.excludes(secret: [], path: { _ in false }) {
            asked.append($0)
            return $0 == 1
        }
        #expect(isExcluded)
        #expect(asked == [0, 1])
    }
}
