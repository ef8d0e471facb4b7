import Glibc
public import Logging
public import SluiceChecking

/// The form of the log's lines.
public enum LogForm: String, CaseIterable, Sendable { case text, json }

/// Writes log lines to the standard error, and never waits: a line that nobody takes is dropped and counted.
public struct LineLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel = Logger.Level.info
    /// A pipe that is ready takes so many bytes without waiting (pipe(7)), the line's end among them.
    private static let longest = 4096

    private let form: LogForm
    private let metrics: Metrics

    public init(_ form: LogForm, metrics: Metrics) {
        self.form = form
        self.metrics = metrics
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let line = LineLogHandler.line(
            form, LogTime.text(CheckPool.now), event.level, "\(event.message)", fields)
        if !LineLogHandler.write(line + "\n") { metrics.error("log") }
    }

    /// A line that a pipe takes whole; of what is too long, the end is missing.
    static func line(
        _ form: LogForm, _ time: String, _ level: Logger.Level, _ message: String,
        _ fields: [(key: String, value: Logger.MetadataValue)]
    ) -> String {
        func line(_ fields: [(key: String, value: Logger.MetadataValue)], _ message: String) -> String {
            switch form {
            case .text: text(time, level, message, fields)
            case .json: json(time, level, message, fields)
            }
        }
        var fields = fields
        var message = message
        var made = line(fields, message)
        while made.utf8.count >= longest {
            let lists = fields.indices.filter {
                if case .array(let values) = fields[$0].value { !values.isEmpty } else { false }
            }
            let most = lists.max { plain(fields[$0].value).utf8.count < plain(fields[$1].value).utf8.count }
            if let most, case .array(let values) = fields[most].value {
                fields[most].value = .array(Array(values.prefix(values.count / 2)))
            } else if !fields.isEmpty {
                fields.removeLast()
            } else {
                message = String(message.prefix(message.count / 2))
            }
            made = line(fields, message)
        }
        return made
    }

    private static func text(
        _ time: String, _ level: Logger.Level, _ message: String,
        _ fields: [(key: String, value: Logger.MetadataValue)]
    ) -> String {
        let rest = fields.map { " \($0.key)=\(plain($0.value))" }.joined()
        return "\(time) \(level.rawValue) \(oneLine(message))\(rest)"
    }

    private static func plain(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .array(let values): values.map(plain).joined(separator: ",")
        default: oneLine("\(value)")
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    }

    private static func json(
        _ time: String, _ level: Logger.Level, _ message: String,
        _ fields: [(key: String, value: Logger.MetadataValue)]
    ) -> String {
        let known =
            "{\"time\":\"\(time)\",\"level\":\"\(level.rawValue)\",\"message\":\(JSONText.quoted(message))"
        return known + fields.map { ",\(JSONText.quoted($0.key)):\(json($0.value))" }.joined() + "}"
    }

    private static func json(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
        case .stringConvertible(let number as Int): String(number)
        case .stringConvertible(let number as Double): number.description
        case .string(let text): JSONText.quoted(text)
        default: JSONText.quoted("\(value)")
        }
    }

    /// False where the line was not taken: nobody reads the pipe, or the disk is full.
    private static func write(_ line: String) -> Bool {
        var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&ready, 1, 0) == 1 else { return false }
        let bytes = Array(line.utf8)
        return unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            == bytes.count
    }
}

/// Times as RFC 3339 has them.
enum LogTime {
    static func text(_ seconds: Double) -> String {
        var whole = time_t(seconds)
        var parts = unsafe tm()
        _ = unsafe gmtime_r(&whole, &parts)
        func two(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let thousandths = Int((seconds - Double(whole)) * 1000)
        let fraction = String(1000 + max(0, min(999, thousandths))).dropFirst()
        let day = unsafe "\(1900 + parts.tm_year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        let hour = unsafe "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return "\(day)T\(hour).\(fraction)Z"
    }
}
