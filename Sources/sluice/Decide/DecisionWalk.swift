import SluiceModel
import SluicePolicy
import SluiceReport

/// Walks a person through new findings on a terminal, one after the other.
///
/// What was decided stays decided when the person quits, by a key, by Ctrl-C or by closing the terminal.
struct DecisionWalk {
    private(set) var decisions: DecisionList
    private let new: NewFindings
    private let by: String?
    private let words: DecisionWords
    private let style: TextStyle
    private let keyboard = Keyboard()
    private var index = 0
    /// What was decided, and what before, the last one last.
    private var done: [(index: Int, fingerprint: Fingerprint, before: Decision?)] = []
    private var lastReason = ""

    /// How long something is accepted where nobody says otherwise.
    private static let acceptedDays = 90

    init(_ new: NewFindings, _ decisions: DecisionList, by: String?, language: Language) {
        self.new = new
        self.decisions = decisions
        self.by = by
        words = DecisionWords(language)
        style = Console.style(1)
    }

    var summary: String { words.decided(done.count, of: new.findings.count) }

    mutating func run() {
        while index < new.findings.count {
            let finding = new.findings[index]
            show(finding)
            var answer = ask()
            while answer == .again { answer = ask() }
            switch answer {
            case .quit: return
            case .skip: index += 1
            case .undo: undo()
            case .decide(let state):
                guard decide(finding, state) else { return }
            case .again: break
            }
        }
    }

    private enum Answer: Equatable { case decide(DecisionState), skip, undo, quit, again }

    private func ask() -> Answer {
        Console.write("  " + words.keys + " ")
        guard let key = keyboard.key() else {
            Console.print("")
            return .quit
        }
        Console.print(key.isLetter ? String(key) : "")
        switch key {
        case "k": return .decide(.known)
        case "f": return .decide(.falseAlarm)
        case "a": return .decide(.accepted)
        case "x": return .decide(.fixed)
        case "s": return .skip
        case "u": return .undo
        case "q": return .quit
        default: return .again
        }
    }

    /// Asks for what belongs to a decision; false where the person has gone.
    private mutating func decide(_ finding: NewFinding, _ state: DecisionState) -> Bool {
        let standing = lastReason.isEmpty ? "" : " [\(TextStyle.visible(lastReason))]"
        guard let typed = keyboard.line(prompt: "  " + words.reason + standing + ": ") else { return false }
        let reason = typed.isEmpty ? lastReason : typed
        var until: Day?
        if state == .accepted {
            guard let day = askForDay() else { return false }
            until = day
        }
        lastReason = reason
        done.append((index, finding.fingerprint, decisions[finding.fingerprint]))
        decisions.decide(
            Decision(
                fingerprint: finding.fingerprint, rule: finding.record.rule, state: state,
                reason: reason.isEmpty ? nil : reason, by: by, until: until))
        index += 1
        return true
    }

    private func askForDay() -> Day? {
        let standing = Day(seconds: Console.now).adding(days: DecisionWalk.acceptedDays)
        while let typed = keyboard.line(prompt: "  " + words.until + " [\(standing)]: ") {
            if typed.isEmpty { return standing }
            if let day = Day(typed) { return day }
        }
        return nil
    }

    private mutating func undo() {
        guard let last = done.popLast() else { return }
        if let before = last.before { decisions.decide(before) } else { decisions.remove(last.fingerprint) }
        index = last.index
    }

    private func show(_ new: NewFinding) {
        let finding = new.record
        let rule = self.new.rules[finding.rule]
        let language = words.language
        var lines = [
            "",
            style.strong("[\(index + 1)/\(self.new.findings.count)] ")
                + TextStyle.visible(finding.location.origin.path) + "  " + TextStyle.visible(finding.place),
            "  \(finding.severity.rawValue)  "
                + style.strong(TextStyle.visible(rule?.title.text(in: language) ?? "\(finding.rule)"))
                + "  \(finding.rule), \(finding.confidence.rawValue)",
            "      " + TextStyle.visible(finding.excerpt.text),
        ]
        for reason in finding.reasons(in: language) {
            lines.append("      " + words.because + TextStyle.visible(reason))
        }
        if let why = rule?.why.text(in: language) {
            lines.append("      " + words.harm + TextStyle.visible(why))
        }
        if let instead = rule?.instead.text(in: language) {
            lines.append("      " + words.instead + TextStyle.visible(instead))
        }
        if finding.decision == .fixed { lines.append("      " + style.strong(words.isBack)) }
        if let earlier = decisions[new.fingerprint], let until = earlier.until {
            lines.append("      " + words.expired(earlier.state, until))
        }
        Console.print(lines.joined(separator: "\n"))
    }
}

/// What the walk says, in the reader's language.
struct DecisionWords {
    let language: Language

    init(_ language: Language) { self.language = language }

    private func choose(_ german: String, _ english: String) -> String {
        language == .german ? german : english
    }

    var keys: String {
        choose(
            "k bekannt · f Fehlalarm · a hingenommen · x behoben · s weiter · u zurück · q Ende:",
            "k known · f false alarm · a accepted · x fixed · s skip · u undo · q quit:")
    }
    var reason: String { choose("Grund", "reason") }
    var until: String { choose("bis", "until") }
    var because: String { choose("Grund: ", "because: ") }
    var harm: String { choose("Schaden: ", "harm: ") }
    var instead: String { choose("stattdessen: ", "instead: ") }
    var isBack: String { choose("Galt als behoben und ist wieder da.", "Was said to be fixed, and is back.") }

    func expired(_ state: DecisionState, _ until: Day) -> String {
        choose(
            "War bis \(until) entschieden: \(state.rawValue).",
            "Was decided until \(until): \(state.rawValue).")
    }

    func decided(_ count: Int, of all: Int) -> String {
        choose("\(count) von \(all) entschieden", "\(count) of \(all) decided")
    }
}
