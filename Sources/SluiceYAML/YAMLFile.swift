public import SluiceModel
import Yams

/// A YAML file that a person wrote, read as far as YAML itself goes.
///
/// What its keys mean is the reader's business: it walks from ``root`` with typed accessors, each of which
/// notes what is wrong in ``faults`` and answers nil. When all was looked at, ``finish()`` throws what was found.
public struct YAMLFile {
    public let root: YAMLValue
    public let faults: FaultList

    /// Reads `text`; `file` is the name that faults show.
    ///
    /// - Throws: ``Diagnostics`` where the text is no YAML, is empty, or gives a key twice.
    public init(_ text: String, file: String) throws(Diagnostics) {
        faults = FaultList(file: file)
        let composed: Node?
        do {
            composed = try Yams.compose(yaml: text, .basic)
        } catch {
            throw Diagnostics([Diagnostic(error, file: file, text: text)])
        }
        guard let composed else {
            throw Diagnostics([Diagnostic("empty-file", "the file is empty", file: file, line: 1, column: 1)])
        }
        root = YAMLValue(node: composed, faults: faults)
    }

    /// Throws all faults that were noted, in the order of their places.
    public func finish() throws(Diagnostics) {
        guard !faults.isEmpty else { return }
        throw Diagnostics(faults.sorted)
    }
}

/// The faults of one file, gathered while it is read.
///
/// A reference, because every value of the file adds to the same list; it stays on the reader's thread.
public final class FaultList {
    public let file: String
    private var all: [Diagnostic] = []

    public init(file: String) { self.file = file }

    public var isEmpty: Bool { all.isEmpty }

    public var sorted: [Diagnostic] {
        all.enumerated().sorted { left, right in
            (left.element.line ?? 0, left.element.column ?? 0, left.offset)
                < (right.element.line ?? 0, right.element.column ?? 0, right.offset)
        }.map(\.element)
    }

    public func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }
}

extension Diagnostic {
    /// What Yams says of a text that is no YAML.
    fileprivate init(_ error: any Error, file: String, text: String) {
        switch error {
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            let first = context.mark
            let name = keys.first ?? ""
            let line = Self.lineOfSibling(name, line: first.line, column: first.column, in: text)
            self.init(
                "duplicate-key", "'\(name)' is given twice", file: file, line: line ?? first.line,
                column: first.column, help: line.map { _ in "the first one is in line \(first.line)" })
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let about = context.map { "\($0.text) " } ?? ""
            self.init(
                "bad-yaml", "this is no YAML: \(about)\(problem)", file: file, line: mark.line,
                column: mark.column)
        case YamlError.reader(let problem, _, _, _):
            self.init("bad-yaml", "this is no YAML: \(problem)", file: file)
        default:
            self.init("bad-yaml", "this is no YAML", file: file)
        }
    }

    /// The line on which the key `name` stands again in the block mapping that has it at `line` and `column`.
    ///
    /// Nil where the mapping is written in braces. Yams tells the place of the first one only.
    private static func lineOfSibling(_ name: String, line: Int, column: Int, in text: String) -> Int? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, content) in lines.enumerated().dropFirst(line) {
            let indent = content.prefix { $0 == " " }.count
            let rest = content.dropFirst(indent)
            if rest.allSatisfy(\.isWhitespace) || rest.hasPrefix("#") { continue }
            if indent < column - 1 { return nil }
            if indent == column - 1, rest.hasPrefix(name + ":") { return index + 1 }
        }
        return nil
    }
}
