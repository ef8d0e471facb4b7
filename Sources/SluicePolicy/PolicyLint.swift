public import SluiceModel
import SluiceYAML

/// Finds in a policy what loads but was probably not meant.
public struct PolicyLint: Sendable {
    private let policy: Policy
    private let rules: [RuleID]
    private let packs: [String]

    /// `rules` and `packs` are all there are, those that are off among them.
    public init(_ policy: Policy, rules: [RuleID], packs: [String]) {
        self.policy = policy
        self.rules = rules + policy.dictionaries.map(\.name)
        self.packs = packs + (policy.dictionaries.isEmpty ? [] : [PolicyDictionary.pack])
    }

    /// In the order of their places.
    public var diagnostics: [Diagnostic] {
        let all = unknownNames + unreachable + withoutDomains + openExemptions + missing
        return all.enumerated().sorted { left, right in
            (left.element.line ?? 0, left.element.column ?? 0, left.offset)
                < (right.element.line ?? 0, right.element.column ?? 0, right.offset)
        }.map(\.element)
    }

    /// Faults for packs and rules that do not exist: whatever hangs on them would never happen.
    public var unknownNames: [Diagnostic] {
        let switched = policy.packs.map { NamedRule(kind: .pack, name: $0.name, place: $0.place) }
        return (switched + policy.namedRules).compactMap { named in
            let (what, known) =
                named.kind == .pack ? ("pack", packs) : ("rule", rules.map(\.description))
            guard !known.contains(named.name) else { return nil }
            let list = known.count <= 20 ? "one of \(known.sorted().joined(separator: ", "))" : nil
            let guess = closest(to: named.name, in: known.sorted()).map { "did you mean '\($0)'?" }
            return diagnostic(
                "unknown-\(what)", "there is no \(what) '\(named.name)'", .error, named.place,
                help: guess ?? list ?? "'sluice rules list' names them")
        }
    }

    private var unreachable: [Diagnostic] {
        policy.verdicts.enumerated().compactMap { index, line in
            let stronger = policy.verdicts.enumerated().first { other, candidate in
                other != index && candidate.conditions.covers(line.conditions)
                    && (candidate.action > line.action || candidate.action == line.action && other < index)
            }
            guard let stronger else { return nil }
            return diagnostic(
                "never-decides", "the line '\(line.name)' never decides", .warning, line.place,
                help: "'\(stronger.element.name)' holds wherever this one does and is as strict or stricter")
        }
    }

    private var withoutDomains: [Diagnostic] {
        guard policy.organisation.domains.isEmpty,
            let line = policy.verdicts.first(where: { !$0.conditions.audiences.isEmpty })
        else { return [] }
        return [
            diagnostic(
                "no-domains", "the line '\(line.name)' asks for an audience, and no own domain is named",
                .warning, line.place, help: "organisation: { domains: [westbach.example] }")
        ]
    }

    /// Providers at which anybody may have an address.
    private static let anybodys = [
        "gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de",
        "outlook.com", "outlook.de", "hotmail.com", "live.com", "yahoo.com", "yahoo.de", "icloud.com",
        "bluewin.ch", "aon.at", "proton.me", "posteo.de", "mailbox.org", "freenet.de",
    ]

    private var openExemptions: [Diagnostic] {
        policy.exemptions.compactMap { exemption in
            guard let place = exemption.place,
                let domain = exemption.domains.first(where: PolicyLint.anybodys.contains)
            else { return nil }
            return diagnostic(
                "open-exemption", "at '\(domain)' anybody may have an address", .warning, place,
                help: "name the office's own addresses under 'addresses:'")
        }
    }

    private var missing: [Diagnostic] {
        var all: [Diagnostic] = []
        if policy.verdicts.isEmpty {
            all.append(
                diagnostic("no-verdicts", "there is no line under 'verdicts': everything passes", .warning))
        }
        if !policy.contacts.contains(where: \.topic.isEmpty) {
            all.append(
                diagnostic(
                    "no-contact", "nobody answers for what no other contact is for", .warning,
                    help: "a contact without packs and rules is asked for everything else"))
        }
        if policy.mode == .enforce, policy.keyFile == nil {
            all.append(
                diagnostic(
                    "no-key", "without 'key' confirmations and names of findings end with the program",
                    .warning,
                    help: "key: .sluice.key"))
        }
        return all
    }

    private func diagnostic(
        _ code: String, _ message: String, _ severity: Diagnostic.Severity, _ place: PolicyPlace? = nil,
        help: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            code, message, severity: severity, file: policy.path ?? PolicyFile.name, line: place?.line,
            column: place?.column, help: help)
    }
}

extension VerdictConditions {
    /// Whether these hold wherever `other` does.
    func covers(_ other: VerdictConditions) -> Bool {
        func includes<Element: Equatable>(_ wide: [Element], _ narrow: [Element]) -> Bool {
            wide.isEmpty || !narrow.isEmpty && narrow.allSatisfy(wide.contains)
        }
        let isTopicWide =
            topic.isEmpty
            || !other.topic.isEmpty && other.topic.packs.allSatisfy(topic.packs.contains)
                && other.topic.rules.allSatisfy(topic.rules.contains)
        // With another topic other values are counted.
        let isDistinctWide =
            distinct == nil || (other.distinct.map { $0 >= distinct ?? 0 } ?? false) && topic == other.topic
        return (severity ?? .info) <= (other.severity ?? .info)
            && (confidence ?? .low) <= (other.confidence ?? .low) && isTopicWide && isDistinctWide
            && includes(channels, other.channels) && includes(audiences, other.audiences)
            && includes(layers, other.layers) && includes(authors, other.authors)
    }
}
