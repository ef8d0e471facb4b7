import Foundation
import SluiceModel
import SluiceRules

/// Writes the rules of a folder as a Swift file: `sluice-pack PACKAGE RULES OUTPUT`, run by the build.
///
/// `RULES` is relative to `PACKAGE`, so that no path of the building machine gets into the program.
@main
enum Main {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, FileManager.default.changeCurrentDirectoryPath(arguments[1]) else {
            fail("usage: sluice-pack PACKAGE RULES OUTPUT")
        }
        do throws(Diagnostics) {
            let set = try RuleLoader(completeness: .publishable).load(paths: [arguments[2]])
            try write(set, to: arguments[3])
        } catch {
            fail(error.description)
        }
    }

    private static func write(_ set: RuleSet, to path: String) throws(Diagnostics) {
        let source = """
            /// The rules of the folder Rules, packed when the program was built.
            let packedDefaultRules: String = \(literal(PackedRules.bytes(of: set)))

            """
        do {
            try Data(source.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Diagnostics([
                Diagnostic("unwritable-file", "the packed rules cannot be written", file: path)
            ])
        }
    }

    /// The bytes, which are UTF-8, as a Swift string literal on one line.
    private static func literal(_ bytes: [UInt8]) -> String {
        var text = "\""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case _ where scalar.properties.generalCategory == .control || scalar.value > 0x7E:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    private static func fail(_ message: String) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(1)
    }
}
