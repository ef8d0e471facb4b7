/// A fault in a file that a person wrote: what, where, and what would be right.
public struct Diagnostic: Error, Hashable, Sendable {
    public enum Severity: String, Sendable { case error, warning }

    /// A stable name of the kind of fault, such as `unknown-key`.
    public var code: String
    public var severity: Severity
    public var message: String
    public var file: String?
    /// From 1.
    public var line: Int?
    /// From 1, in code points.
    public var column: Int?
    public var help: String?

    public init(
        _ code: String, _ message: String, severity: Severity = .error, file: String? = nil, line: Int? = nil,
        column: Int? = nil, help: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.help = help
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: message`, and a line `help: …` where there is one.
    public var description: String {
        var place = file ?? ""
        if let line { place += ":\(line)" + (column.map { ":\($0)" } ?? "") }
        let head = place.isEmpty ? "" : place + ": "
        return head + "\(severity.rawValue): \(message)" + (help.map { "\n  help: \($0)" } ?? "")
    }
}

/// One or more faults found together; loading stops after all of a file were looked for.
public struct Diagnostics: Error, Sendable, CustomStringConvertible {
    public var all: [Diagnostic]

    public init(_ all: [Diagnostic]) { self.all = all }

    public var description: String { all.map(\.description).joined(separator: "\n") }
}
