import Foundation
import SluiceEngine
import SluiceModel
import SluiceRules

/// Writes the rules of a folder as a Swift file: `sluice-pack PACKAGE RULES OUTPUT`, run by the build.
///
/// Packs that are off by default are written apart. `RULES` is relative to `PACKAGE`, so that no path of the building machine gets into the program.
@main
enum Main {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, FileManager.default.changeCurrentDirectoryPath(arguments[1]) else {
            fail("usage: sluice-pack PACKAGE RULES OUTPUT")
        }
        do throws(Diagnostics) {
            var set = try RuleLoader(completeness: .publishable).load(paths: [arguments[2]])
            // All that the rules name must be among them.
            set = try set.linked(with: RuleSet(rules: []))
            try analyse(&set)
            try write(set, to: arguments[3])
        } catch {
            fail(error.description)
        }
    }

    /// Lets the engine look at all patterns, so that the program need not when it starts.
    private static func analyse(_ set: inout RuleSet) throws(Diagnostics) {
        for index in set.rules.indices {
            guard case .patterns(var patterns, let group, let bytes) = set.rules[index].matcher else {
                continue
            }
            for number in patterns.indices {
                let pattern = Pattern(patterns[number].regex, dialect: bytes ? .bytes : .unicode)
                do throws(CompileFault) {
                    patterns[number].notes = PatternNotes(try PatternAnalysis(pattern).bytes)
                } catch {
                    let place = patterns[number].source
                    throw Diagnostics([
                        Diagnostic(
                            "bad-pattern", error.message, file: place.file, line: place.line,
                            column: place.column)
                    ])
                }
            }
            set.rules[index].matcher = .patterns(patterns, group: group, bytes: bytes)
        }
    }

    /// What the engine makes of the patterns; empty, and then made at each start, where rules list terms.
    private static func image(of set: RuleSet) -> [UInt8] {
        let expressions = set.rules.flatMap { rule -> [SluiceEngine.Expression] in
            guard case .patterns(let patterns, _, let bytes) = rule.matcher else {
                return [.terms(TermList([]))]
            }
            return patterns.map { pattern in
                var known = Pattern(pattern.regex, dialect: bytes ? .bytes : .unicode)
                known.analysis = PatternAnalysis(bytes: pattern.notes.bytes)
                return .pattern(known)
            }
        }
        return (try? Database(expressions)).map(DatabaseImage.bytes) ?? []
    }

    private static func write(_ set: RuleSet, to path: String) throws(Diagnostics) {
        let optional = set.packs.filter { !$0.isOn }.map { pack in
            let only = RuleSet(
                rules: set.rules.filter { $0.information.pack == pack.name }, packs: [pack])
            return "    (name: \"\(pack.name)\", rules: \(literal(PackedRules.bytes(of: only)))),"
        }
        var standard = set.selecting(PackSelection())
        standard.hash = PackedRules.hash(of: standard)
        let source = """
            /// The rules of the folder Rules that are on by default, packed when the program was built.
            let packedDefaultRules: StaticString = \(literal(PackedRules.bytes(of: standard)))

            /// What the engine made of their patterns.
            let packedDefaultImage: StaticString = \(literal(image(of: standard)))

            /// Those of each pack that is off by default.
            let packedOptionalRules: [(name: String, rules: StaticString)] = [
            \(optional.joined(separator: "\n"))
            ]

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
