import SluiceModel

/// The columns of all rows that are kept, and the names that the page looks up now and then.
///
/// Paths are few; of values, which may be as many as there are rows, it holds numbers only.
struct HTMLColumns {
    private let rows: [KeptRow]
    private var paths: [String] = []
    private var pathNumbers: [String: Int32] = [:]
    private var pathColumn: [Int32] = []
    private var valueNumbers: [ValueName: Int32] = [:]
    private var valueColumn: [Int32] = []
    /// For each value the first row that holds it.
    private(set) var valueRows: [Int32] = []

    init(_ rows: [KeptRow]) {
        self.rows = rows
        pathColumn.reserveCapacity(rows.count)
        valueColumn.reserveCapacity(rows.count)
    }

    /// Takes the path of the next row.
    mutating func add(path: String) {
        if let number = pathNumbers[path] { return pathColumn.append(number) }
        let number = Int32(paths.count)
        pathNumbers[path] = number
        pathColumn.append(number)
        paths.append(path)
    }

    /// Takes the name of the next row's value.
    mutating func add(value bytes: [UInt8]) {
        let name = ValueName(bytes)
        if let number = valueNumbers[name] { return valueColumn.append(number) }
        let number = Int32(valueRows.count)
        valueNumbers[name] = number
        valueRows.append(Int32(valueColumn.count))
        valueColumn.append(number)
    }

    /// What the page reads first.
    func write(to json: inout JSONWriter) {
        json.object { object in
            object.digits("severity", rows.map(\.columns.severity))
            object.digits("confidence", rows.map(\.columns.confidence))
            object.digits("channel", rows.map(\.columns.channel))
            object.digits("verdict", rows.map(\.columns.verdict))
            object.digits("decision", rows.map(\.columns.decision))
            object.numbers("rule", rows.map { Int($0.columns.rule) })
            object.numbers("path", pathColumn.map(Int.init))
            object.numbers("value", valueColumn.map(Int.init))
            object.key("time")
            object.array { array in
                for row in rows { if let time = row.columns.time { array.value(time) } else { array.null() } }
            }
            object.texts("paths", paths)
            object.texts("channels", Channel.allCases.map(\.rawValue))
            object.texts("verdicts", [""] + Action.allCases.map(\.rawValue))
            object.texts("decisions", [""] + DecisionState.allCases.map(\.rawValue))
            object.field("values", valueRows.count)
        }
    }
}

/// The name of a value: a number, as our own names are, else a text.
private enum ValueName: Hashable {
    case number(UInt64)
    case text([UInt8])

    init(_ bytes: [UInt8]) {
        let isNumber = bytes.count == 16 && bytes.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
        if isNumber, let number = UInt64(String(decoding: bytes, as: UTF8.self), radix: 16) {
            self = .number(number)
        } else {
            self = .text(bytes)
        }
    }
}

extension JSONWriter {
    /// Small numbers, a digit each.
    fileprivate mutating func digits(_ name: StaticString, _ numbers: [UInt8]) {
        key(name)
        value(String(decoding: numbers.map { $0 + 0x30 }, as: UTF8.self))
    }

    fileprivate mutating func numbers(_ name: StaticString, _ numbers: [Int]) {
        key(name)
        array { array in for number in numbers { array.value(number) } }
    }

    fileprivate mutating func texts(_ name: StaticString, _ texts: [String]) {
        key(name)
        array { array in for text in texts { array.value(text) } }
    }
}
