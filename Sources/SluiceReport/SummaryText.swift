public import SluiceModel

/// The summary as people read it; made for the standard error.
public struct SummaryText: Sendable {
    /// How many files with gaps are named.
    private static let named = 10

    private let style: TextStyle
    private let words: Words

    public init(style: TextStyle, language: Language) {
        self.style = style
        words = Words(language)
    }

    public func text(_ summary: SummaryRecord) -> String {
        let counts = summary.counts
        var lines = [findings(counts)] + decided(counts) + notes(counts) + [amount(summary)]
        lines += skipped(counts)
        lines += gaps(
            counts.unsupported, words.choose("nicht unterstützt", "unsupported"),
            words.choose(
                "enthält Text, der hier nicht gelesen werden kann",
                "known to hold text that cannot be read here"))
        lines += gaps(
            counts.partial, words.choose("unvollständig", "partial"),
            words.choose("nicht bis zum Ende gelesen", "not read to the end"))
        if counts.unread > 0 {
            lines.append(
                words.choose(
                    "nach der Richtlinie ungelesen: \(counts.unread)",
                    "left unread by the policy: \(counts.unread)"))
        }
        if counts.unselected > 0 {
            lines.append(
                words.choose(
                    "nicht verlangt (Zeitraum, Kanal): \(counts.unselected)",
                    "not asked for (period, channel): \(counts.unselected)"))
        }
        if counts.ignored > 0 {
            lines.append(words.choose("ausgelassen: \(counts.ignored)", "ignored: \(counts.ignored)"))
        }
        if counts.wasInterrupted {
            lines.append(
                words.choose(
                    "Unterbrochen; das bis dahin Gelesene.", "Interrupted; what was read until then."))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func findings(_ counts: ScanCounts) -> String {
        let total = counts.totalFindings
        var line =
            switch total {
            case 0: words.choose("nichts gefunden", "nothing found")
            case 1: words.choose("1 Fund", "1 finding")
            default: words.choose("\(total) Funde", "\(total) findings")
            }
        line = style.strong(line)
        let kinds = Severity.allCases.reversed().compactMap { severity -> String? in
            guard let count = counts.findings[severity], count > 0 else { return nil }
            return "\(count) " + style.severity(severity, words.severity(severity))
        }
        if !kinds.isEmpty { line += ": " + kinds.joined(separator: ", ") }
        if counts.below > 0 {
            line += words.choose(
                "; \(counts.below) unter der Schwelle", "; \(counts.below) under the threshold not shown")
        }
        return line
    }

    /// What was decided about findings earlier, and what the texts themselves allow.
    private func decided(_ counts: ScanCounts) -> [String] {
        var words: [String] = []
        if counts.decided > 0 {
            words.append(
                self.words.choose(
                    "\(counts.decided) bereits entschieden", "\(counts.decided) decided earlier"))
        }
        if counts.allowed > 0 {
            words.append(
                self.words.choose(
                    "\(counts.allowed) durch Vermerk im Text erlaubt", "\(counts.allowed) allowed in the text"
                ))
        }
        if counts.back > 0 {
            words.append(
                self.words.choose(
                    "\(counts.back) wieder da, obwohl behoben", "\(counts.back) back after being fixed"))
        }
        if counts.expired > 0 {
            words.append(
                self.words.choose(
                    "\(counts.expired) mit abgelaufener Entscheidung",
                    "\(counts.expired) whose decision has expired"))
        }
        return words.isEmpty ? [] : [words.joined(separator: "; ")]
    }

    private func notes(_ counts: ScanCounts) -> [String] {
        let notes = counts.inlineNotes
        var lines = notes.first.prefix(SummaryText.named).map { note in
            TextStyle.visible(note.path) + ":\(note.line): sluice:allow " + words.fault(note.fault)
        }
        let rest = notes.total - lines.count
        if rest > 0 { lines.append(words.choose("  … und \(rest) weitere", "  … and \(rest) more")) }
        return lines
    }

    private func amount(_ summary: SummaryRecord) -> String {
        let counts = summary.counts
        let files =
            counts.files == 1
            ? words.choose("1 Datei", "1 file")
            : words.choose("\(counts.files) Dateien", "\(counts.files) files")
        let messages =
            counts.messages == counts.files
            ? ""
            : words.choose(", \(counts.messages) Nachrichten", ", \(counts.messages) messages")
        let speed = Double(counts.bytes) / max(summary.seconds, 1e-6)
        let time = words.decimal(Decimal.fixed(summary.seconds, digits: 2))
        let size = words.decimal(ByteText.text(Double(counts.bytes)))
        return files + messages + ", " + size + " in " + time + " s ("
            + words.decimal(ByteText.text(speed)) + "/s)"
    }

    private func skipped(_ counts: ScanCounts) -> [String] {
        guard !counts.skipped.isEmpty else { return [] }
        let kinds = counts.skipped.sorted { $0.key < $1.key }.map { "\(words.kind($0.key)) \($0.value)" }
        let total = counts.skipped.values.reduce(0, +)
        return [
            words.choose("übersprungen (ohne Text): ", "skipped (no text): ") + "\(total) ("
                + kinds.joined(separator: ", ") + ")"
        ]
    }

    private func gaps(_ gaps: NotedList<Gap>, _ title: String, _ meaning: String) -> [String] {
        guard gaps.total > 0 else { return [] }
        var lines = [style.strong(title) + ": \(gaps.total) (\(meaning))"]
        for gap in gaps.first.prefix(SummaryText.named) {
            let message = gap.origin.message.map { " #\($0)" } ?? ""
            lines.append(
                "  " + TextStyle.visible(gap.origin.path) + message + ": " + words.reason(gap.reason))
        }
        let rest = gaps.total - min(gaps.total, SummaryText.named)
        if rest > 0 { lines.append(words.choose("  … und \(rest) weitere", "  … and \(rest) more")) }
        return lines
    }
}

extension Words {
    /// What was decided about a finding that is shown nevertheless.
    func decision(_ state: DecisionState) -> String {
        switch state {
        case .known: choose("bereits bekannt", "known")
        case .falseAlarm: choose("Fehlalarm", "false alarm")
        case .accepted: choose("hingenommen", "accepted")
        case .fixed: choose("wieder da, obwohl behoben", "back after being fixed")
        }
    }

    func fault(_ fault: InlineFault) -> String {
        switch fault {
        case .namesNoRule: choose("nennt keine Regel", fault.rawValue)
        case .namesUnknownRule: choose("nennt keine bekannte Regel", fault.rawValue)
        case .givesNoReason: choose("nennt keinen Grund", fault.rawValue)
        }
    }

    func reason(_ reason: GapReason) -> String {
        switch reason {
        case .ruleGaveUp(let rule, let cause):
            choose("Regel \(rule) gab auf: \(GermanReasons.german(cause))", "rule \(rule) gave up: \(cause)")
        case .unreadable(let reason): choose(GermanReasons.german(reason), reason)
        case .encrypted: choose("verschlüsselt", "encrypted")
        case .limit(let limit):
            choose("Grenze erreicht: \(GermanReasons.german(limit))", "limit reached: \(limit)")
        case .unsupported(let format): choose(GermanReasons.german(format), format)
        }
    }
}

/// Amounts of bytes as people read them.
public enum ByteText {
    public static func text(_ bytes: Double) -> String {
        var (amount, unit) = (bytes, "B")
        for larger in ["kB", "MB", "GB", "TB"] where amount >= 999.5 {
            (amount, unit) = (amount / 1000, larger)
        }
        return Decimal.fixed(amount, digits: unit == "B" || amount >= 99.95 ? 0 : 1) + " " + unit
    }
}
