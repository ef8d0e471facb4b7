import Foundation

/// Writes the page of the HTML report as a Swift file: `sluice-pack-page PAGE OUTPUT`, run by the build.
@main
enum Main {
    /// The pieces of the script, in the order in which they use each other.
    private static let scripts = [
        "words", "page", "data", "texts", "query", "grid", "filters", "charts", "overview", "incident",
        "detail",
        "main",
    ]

    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { fail("usage: sluice-pack-page PAGE OUTPUT") }
        let page = URL(fileURLWithPath: arguments[1])
        func text(_ name: String) throws -> String {
            try String(contentsOf: page.appendingPathComponent(name), encoding: .utf8)
        }
        do {
            let source = """
                /// The page of the HTML report, packed when the program was built.
                enum PackedPage {
                    static let shell: String = \(literal(try text("shell.html")))
                    static let style: String = \(literal(try text("style.css")))
                    static let script: String = \(literal(try scripts.map { try text($0 + ".js") }.joined()))
                }

                """
            try Data(source.utf8).write(to: URL(fileURLWithPath: arguments[2]), options: .atomic)
        } catch {
            fail("the page of the HTML report cannot be packed")
        }
    }

    /// A Swift string literal on one line.
    private static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": literal += "\\\(scalar)"
            case "\n": literal += "\\n"
            case _ where scalar.value < 0x20 || scalar.value > 0x7E:
                literal += "\\u{\(String(scalar.value, radix: 16))}"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }

    private static func fail(_ message: String) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(1)
    }
}
