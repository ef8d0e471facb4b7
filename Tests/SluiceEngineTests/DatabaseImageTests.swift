@testable import SluiceEngine
import Testing

@Suite("A database's image")
struct DatabaseImageTests {
    private static let sources = [
        #"\b(?:api|token)[ \t]{0,5}[=:][ \t]{0,5}([a-z0-9]{32})\b"#, "[a-f0-9]{40}", #"\d{4}-?\d{4}-?\d{4}"#,
        #"[\w.-]{0,50}?(?:adobe)(?:[0-9a-z\-_\t .]{0,20})=([a-f0-9]{8})"#, "^begin", "ß{2,}k", ".q",
        #"[A-Z]{2}\d{2}[A-Z0-9]{11,30}"#, #"\w+@\w+\.example"#, #"x(?=y)|(?<!a)bcd"#, #"[€@]x+"#,
    ]
    private static let expressions = sources.map { Expression.pattern(Pattern($0, capture: .firstNonEmpty)) }
    private static let text = Array(
        """
        begin api = 0123456789abcdef0123456789abcdef token: 1111-2222-3333 my.adobe key=0123abcd, bcd xy
        DE02ABCDEFGHIJKL0 kim@host.example ßßßk €xxx 0123456789abcdef0123456789abcdef01234567 aq
        """.utf8)

    @Test("finds what the database finds", arguments: Kernel.allCases)
    func matches(kernel: Kernel) throws {
        let database = try Database(Self.expressions)
        let bytes = DatabaseImage.bytes(of: database)
        #expect(bytes.allSatisfy { $0 < 128 }, "they stand in a string literal")
        let again = try #require(Database(Self.expressions, image: DatabaseImage(bytes)))
        let found = Self.scan(database, kernel)
        #expect(Set(found.map(\.expression)) == Set(Self.expressions.indices))
        #expect(Self.scan(again, kernel) == found)
        #expect(again.contextBefore == database.contextBefore)
        #expect(again.contextBehind == database.contextBehind)
        for index in Self.expressions.indices {
            #expect(again.report(ofExpression: index) == database.report(ofExpression: index))
        }
    }

    @Test("is the same each time")
    func sameBytes() throws {
        let first = DatabaseImage.bytes(of: try Database(Self.expressions))
        #expect(DatabaseImage.bytes(of: try Database(Self.expressions)) == first)
    }

    @Test("counts for nothing where the expressions are others")
    func others() throws {
        let image = DatabaseImage(DatabaseImage.bytes(of: try Database(Self.expressions)))
        #expect(Database(Self.expressions, image: image) != nil)
        #expect(Database(Self.expressions.reversed(), image: image) == nil)
        #expect(Database(Self.expressions.dropLast(), image: image) == nil)
        #expect(Database(Self.expressions + [.terms(TermList(["Falke"]))], image: image) == nil)
        #expect(Database([.pattern(Pattern("a", caseless: true))], image: image) == nil)
    }

    @Test("that is cut off counts for nothing")
    func cut() throws {
        let bytes = DatabaseImage.bytes(of: try Database(Self.expressions))
        for count in stride(from: 0, to: bytes.count - 64, by: 997) {
            let image = DatabaseImage(Array(bytes[..<count]))
            #expect(Database(Self.expressions, image: image) == nil)
        }
    }

    @Test("is not made of lists of terms")
    func terms() throws {
        #expect(DatabaseImage.bytes(of: try Database([.terms(TermList(["Falke"]))])).isEmpty)
        #expect(Database(Self.expressions, image: DatabaseImage([])) == nil)
    }

    private static func scan(_ database: Database, _ kernel: Kernel) -> [Match] {
        var scanner = Scanner(database, kernel: kernel)
        var matches: [Match] = []
        var giveUps: [GiveUp] = []
        scanner.scan(text.span, into: &matches, giveUps: &giveUps)
        return matches
    }
}
