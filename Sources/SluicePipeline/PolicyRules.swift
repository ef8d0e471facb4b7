public import SluiceModel
public import SluicePolicy
public import SluiceRules

extension Policy {
    /// The packs that the policy switches on or off.
    public var packSelection: PackSelection {
        PackSelection(on: packs.filter(\.isOn).map(\.name), off: packs.filter { !$0.isOn }.map(\.name))
    }

    /// The rules that the organisation's own words make, as a pack of their own.
    ///
    /// - Throws: The faults of all lists that cannot be read.
    public func dictionaryRules() throws(Diagnostics) -> RuleSet {
        var rules: [Rule] = []
        var faults: [Diagnostic] = []
        for dictionary in dictionaries {
            do throws(Diagnostics) {
                if let rule = try terms(of: dictionary).rule() { rules.append(rule) }
            } catch {
                faults += error.all
            }
        }
        guard faults.isEmpty else { throw Diagnostics(faults) }
        return RuleSet(rules: rules, packs: rules.isEmpty ? [] : [Policy.ownPack])
    }

    private func terms(of dictionary: PolicyDictionary) -> OwnTerms {
        let why = dictionary.why.isEmpty ? Policy.ownPack.why : dictionary.why
        let instead = dictionary.instead.isEmpty ? Policy.ownPack.instead : dictionary.instead
        var terms = OwnTerms(
            information: RuleInformation(
                id: dictionary.name, title: dictionary.title, severity: dictionary.severity, why: why,
                instead: instead, pack: PolicyDictionary.pack),
            confidence: dictionary.confidence, show: dictionary.show, files: dictionary.files,
            terms: dictionary.terms.map { Term($0.text, label: $0.label) },
            source: SourcePlace(
                file: path ?? PolicyFile.name, line: dictionary.place.line, column: dictionary.place.column))
        terms.options = TermOptions(
            match: TermPlacement(rawValue: dictionary.placement.rawValue) ?? .word,
            inflect: dictionary.inflection.flatMap { TermInflection(rawValue: $0.rawValue) })
        return terms
    }

    /// What dictionaries inherit where they say nothing.
    private static let ownPack = RulePack(
        name: PolicyDictionary.pack,
        title: LocalizedText([.german: "Eigene Begriffe", .english: "Own words"]),
        why: LocalizedText([
            .german: "Daraus lässt sich lesen, woran die Firma arbeitet und für wen.",
            .english: "Others can read from it what the company works on, and for whom.",
        ]),
        instead: LocalizedText([
            .german: "Allgemein bleiben („ein Kunde“, „ein laufendes Vorhaben“) oder um Freigabe bitten.",
            .english: "Stay general (“a customer”, “a current project”) or ask for a release.",
        ]))
}
