import SluiceRules

/// A table of a TOML file, with the places of its values.
///
/// Typed access: what is missing is nil or empty, what is of another type a fault.
final class TOMLTable {
    /// How the file names a table, which says how it may go on.
    enum Origin {
        /// Only in the names of others, such as `a` in `[a.b]`.
        case implied
        case header
        /// In a key with full stops, such as `a` in `a.b = 1`.
        case dotted
        case inline
    }

    struct Entry {
        var value: TOMLValue
        var place: TOMLPlace
    }

    enum Fault: Error { case wrongType(key: String, expected: String) }

    /// Where its header stands, or what else begins it.
    let place: TOMLPlace
    var origin: Origin
    /// In the order of the file.
    private(set) var keys: [String] = []
    private var entries: [String: Entry] = [:]

    init(_ origin: Origin, _ place: TOMLPlace) {
        self.origin = origin
        self.place = place
    }

    subscript(key: String) -> Entry? { entries[key] }

    func add(_ value: TOMLValue, as key: String, at place: TOMLPlace) {
        if entries.updateValue(Entry(value: value, place: place), forKey: key) == nil { keys.append(key) }
    }

    /// Where the value of a key begins.
    func place(of key: String) -> TOMLPlace? { entries[key]?.place }

    func text(_ key: String) throws(Fault) -> String? {
        guard let value = entries[key]?.value else { return nil }
        guard case .text(let text) = value else { throw .wrongType(key: key, expected: "text") }
        return text
    }

    func texts(_ key: String) throws(Fault) -> [String] {
        guard let value = entries[key]?.value else { return [] }
        guard case .array(let array) = value else {
            throw .wrongType(key: key, expected: "a list of texts")
        }
        var texts: [String] = []
        texts.reserveCapacity(array.count)
        for element in array {
            guard case .text(let text) = element.value else {
                throw .wrongType(key: key, expected: "a list of texts")
            }
            texts.append(text)
        }
        return texts
    }

    func number(_ key: String) throws(Fault) -> Double? {
        guard let value = entries[key]?.value else { return nil }
        guard case .number(let number) = value else { throw .wrongType(key: key, expected: "a number") }
        return number
    }

    func flag(_ key: String) throws(Fault) -> Bool {
        guard let value = entries[key]?.value else { return false }
        guard case .flag(let flag) = value else { throw .wrongType(key: key, expected: "true or false") }
        return flag
    }

    /// The tables of `[[key]]`, or the one of `[key]`.
    func tables(_ key: String) throws(Fault) -> [TOMLTable] {
        switch entries[key]?.value {
        case nil: return []
        case .table(let table): return [table]
        case .tables(let tables): return tables.all
        case .array(let array):
            var tables: [TOMLTable] = []
            for element in array {
                guard case .table(let table) = element.value else {
                    throw .wrongType(key: key, expected: "a list of tables")
                }
                tables.append(table)
            }
            return tables
        case .text, .number, .flag, .moment: throw .wrongType(key: key, expected: "a table")
        }
    }
}

/// A value of a TOML file.
enum TOMLValue {
    case text(String)
    case number(Double)
    case flag(Bool)
    /// A date, a time, or both: rules have no use for one.
    case moment
    case array([TOMLTable.Entry])
    case table(TOMLTable)
    /// The tables of `[[name]]`.
    case tables(TOMLTables)
}

/// The tables of one name, which grow as the file goes on.
final class TOMLTables {
    var all: [TOMLTable]

    init(_ first: TOMLTable) { all = [first] }
}

/// A place in a TOML file; both from 1, columns in code points.
struct TOMLPlace: Equatable {
    var line: Int
    var column: Int

    func source(in file: String) -> SourcePlace { SourcePlace(file: file, line: line, column: column) }
}

/// What makes a text no TOML, and where.
struct TOMLFault: Error {
    var message: String
    var place: TOMLPlace
}
