import SluiceModel

/// The columns of all rows that are kept, and the names that the page looks up now and then.
struct HTMLColumns {
    private var rows: [RowColumns] = []
    private var paths = Numbers()
    private var values = Numbers()
    private var fingerprints: [String] = []

    /// Texts by the numbers that stand for them.
    private struct Numbers {
        private var numbers: [String: Int] = [:]
        private(set) var texts: [String] = []
        /// One for each row.
        private(set) var column: [Int] = []

        mutating func add(_ text: String) {
            if let number = numbers[text] { return column.append(number) }
            column.append(texts.count)
            numbers[text] = texts.count
            texts.append(text)
        }
    }

    mutating func add(_ row: KeptRow, _ names: [UInt8]) {
        let (path, value, fingerprint) = row.split(names)
        rows.append(row.columns)
        paths.add(path)
        values.add(value)
        fingerprints.append(fingerprint)
    }

    /// What the page reads first.
    func write(to json: inout JSONWriter) {
        json.object { object in
            object.digits("severity", rows.map(\.severity))
            object.digits("confidence", rows.map(\.confidence))
            object.digits("channel", rows.map(\.channel))
            object.digits("verdict", rows.map(\.verdict))
            object.digits("decision", rows.map(\.decision))
            object.numbers("rule", rows.map { Int($0.rule) })
            object.numbers("path", paths.column)
            object.numbers("value", values.column)
            object.key("time")
            object.array { array in
                for row in rows { if let time = row.time { array.value(time) } else { array.null() } }
            }
            object.texts("paths", paths.texts)
            object.texts("channels", Channel.allCases.map(\.rawValue))
            object.texts("verdicts", [""] + Action.allCases.map(\.rawValue))
            object.texts("decisions", [""] + DecisionState.allCases.map(\.rawValue))
            object.field("values", values.texts.count)
        }
    }

    /// What the page reads when somebody follows a link.
    func writeNames(to json: inout JSONWriter) {
        json.object { object in
            object.texts("values", values.texts)
            object.texts("fingerprints", fingerprints)
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
