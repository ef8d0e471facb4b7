public import SluiceModel

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
        let composed: YAMLNode?
        do throws(Diagnostic) {
            composed = try YAMLComposer.root(of: text, file: file)
        } catch {
            throw Diagnostics([error])
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
