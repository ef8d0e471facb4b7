/// Which fields of a record hold what: text, author, time.
///
/// Fields that the map does not name are guessed by their names; what nothing claims is still scanned.
public struct FieldMap: Hashable, Sendable {
    /// What a field can hold.
    public enum Field: String, CaseIterable, Sendable {
        case text, title, author, recipient, time, thread, id
    }

    /// The names of fields, for each what it holds; a dot leads into a record within a record.
    public private(set) var fields: [String: Field] = [:]

    public init() {}

    /// Reads `text=body,author=user,time=created`: what is wanted, then the name of the field that holds it.
    ///
    /// Several fields may hold the same: `text=pros,text=cons`.
    public init(parsing text: some StringProtocol) throws(FieldMapFault) {
        let entries = String(text).split(separator: ",", omittingEmptySubsequences: true)
        for entry in entries {
            let sides = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { FieldMap.trimmed($0) }
            guard sides.count == 2, !sides[1].isEmpty else {
                throw FieldMapFault("'\(FieldMap.trimmed(entry))' is not of the form text=FIELD")
            }
            guard let field = Field(rawValue: sides[0].lowercased()) else {
                throw FieldMapFault("'\(sides[0])' cannot be mapped")
            }
            if let other = fields[sides[1]], other != field {
                throw FieldMapFault("'\(sides[1])' is both \(other.rawValue) and \(field.rawValue)")
            }
            fields[sides[1]] = field
        }
        guard !fields.isEmpty else { throw FieldMapFault("the map is empty") }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var scalars = Substring(text).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}

/// What is wrong with a map of fields that a person wrote.
public struct FieldMapFault: Error, Hashable, CustomStringConvertible {
    public let message: String
    /// What may stand there instead.
    public var help: String {
        "such as text=body,author=user,time=created; one of "
            + FieldMap.Field.allCases.map(\.rawValue).joined(separator: ", ")
    }
    public var description: String { message }

    init(_ message: String) { self.message = message }
}
