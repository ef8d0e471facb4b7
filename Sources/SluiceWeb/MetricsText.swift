import SluiceChecking

/// The counts as Prometheus reads them (its text format 0.0.4).
struct MetricsText {
    private let values: Metrics.Values
    private let waiting: Int
    private let ruleCount: Int

    init(_ context: WebContext) {
        values = context.metrics.values
        waiting = context.pool.waiting
        ruleCount = context.pool.current.information.count
    }

    var text: String {
        var lines = MetricsLines()
        lines.count("messages", "Messages that were taken on.", values.messages)
        lines.counts("findings", "Findings by rule.", "rule", values.findings)
        lines.counts("verdicts", "Messages by what the policy says.", "verdict", values.verdicts)
        lines.counts("outcomes", "Messages by what became of them.", "outcome", values.outcomes)
        lines.counts("partial", "Messages not read to their end, by the cause.", "cause", values.partial)
        lines.counts("errors", "What went wrong, by its kind.", "kind", values.errors)
        lines.count("bytes", "Bytes of messages that were read.", values.bytes)
        lines.count("reloads", "How often rules and policy were loaded anew.", values.reloads)
        lines.histogram("check_seconds", "Time from a message's end to its verdict.", values)
        lines.gauge("rules", "Rules in use.", "\(ruleCount)")
        let age = max(0, CheckPool.now - values.rulesLoaded)
        lines.gauge(
            "rules_age_seconds", "Time since the rules in use were loaded.",
            "\(values.rulesLoaded > 0 ? age : 0)")
        lines.gauge("connections", "Open connections of mail servers.", "\(values.connections)")
        lines.gauge("waiting", "Messages that wait for their check.", "\(waiting)")
        return lines.text
    }
}

/// Writes families of metrics one after the other.
private struct MetricsLines {
    private(set) var text = ""

    private mutating func begin(_ name: String, _ help: String, _ type: String) {
        text += "# HELP sluice_\(name) \(help)\n# TYPE sluice_\(name) \(type)\n"
    }

    mutating func count(_ name: String, _ help: String, _ value: Int) {
        begin(name + "_total", help, "counter")
        text += "sluice_\(name)_total \(value)\n"
    }

    mutating func counts(_ name: String, _ help: String, _ label: String, _ values: [String: Int]) {
        begin(name + "_total", help, "counter")
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            text += "sluice_\(name)_total{\(label)=\"\(key)\"} \(value)\n"
        }
    }

    mutating func gauge(_ name: String, _ help: String, _ value: String) {
        begin(name, help, "gauge")
        text += "sluice_\(name) \(value)\n"
    }

    mutating func histogram(_ name: String, _ help: String, _ values: Metrics.Values) {
        begin(name, help, "histogram")
        var sum = 0
        for (bound, count) in zip(Metrics.latencyBounds, values.latencies) {
            sum += count
            text += "sluice_\(name)_bucket{le=\"\(bound)\"} \(sum)\n"
        }
        sum += values.latencies.last ?? 0
        text += "sluice_\(name)_bucket{le=\"+Inf\"} \(sum)\n"
        text += "sluice_\(name)_sum \(values.latencySum)\nsluice_\(name)_count \(sum)\n"
    }
}
