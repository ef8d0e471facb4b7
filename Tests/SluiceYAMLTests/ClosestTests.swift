import Testing

@testable import SluiceYAML

@Suite("The closest word")
struct ClosestTests {
    @Test(
        "is at the least number of slips",
        arguments: [
            ("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "axc", 1),
            ("abcd", "bcd", 1), ("patern", "pattern", 1), ("serverity", "severity", 1), ("ab", "ba", 1),
            ("kitten", "sitting", 3),
        ])
    func distance(left: String, right: String, expected: Int) {
        #expect(editDistance(left, right) == expected)
        #expect(editDistance(right, left) == expected)
    }

    @Test("is found where a slip in three letters explains it")
    func closestWord() {
        let words = ["pattern", "patterns", "severity", "show"]
        #expect(closest(to: "patern", in: words) == "pattern")
        #expect(closest(to: "sevrety", in: words) == "severity")
        #expect(closest(to: "entirely", in: words) == nil)
        #expect(closest(to: "x", in: []) == nil)
    }
}
