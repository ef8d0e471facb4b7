import SluiceModel
import SluiceYAML

/// Reads what `sluice.yaml` says; what is wrong in it is noted in the file's faults.
struct PolicyReader {
    private static let keys = [
        "language", "mode", "organisation", "packs", "thresholds", "dictionaries", "channels", "exemptions",
        "contacts", "verdicts", "gateway", "key", "retention-days", "agreement",
    ]

    var policy: Policy
    /// What relative paths are relative to; empty for the working folder.
    let folder: String

    /// - Throws: All faults of the file, in the order of their places.
    static func policy(in text: String, path: String, hash: String) throws(Diagnostics) -> Policy {
        let file = try YAMLFile(text, file: path)
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        var reader = PolicyReader(policy: Policy(path: path, hash: hash), folder: folder)
        if let mapping = file.root.mapping(keys: keys) { reader.read(mapping) }
        try file.finish()
        return reader.policy
    }

    private mutating func read(_ mapping: YAMLMapping) {
        policy.language = mapping["language"]?.choice("a language") ?? policy.language
        policy.mode = mapping["mode"]?.choice("a mode") ?? policy.mode
        mapping["organisation"].map { readOrganisation($0) }
        mapping["packs"].map { readPacks($0) }
        mapping["thresholds"].map { readThresholds($0) }
        policy.dictionaries = entries(mapping["dictionaries"]).compactMap(dictionary)
        refuseRepeated(policy.dictionaries.map(\.name.description), mapping["dictionaries"])
        mapping["channels"].map { readChannels($0) }
        policy.exemptions = entries(mapping["exemptions"]).compactMap(exemption)
        for contact in entries(mapping["contacts"]) { readContact(contact) }
        for line in entries(mapping["verdicts"]) { readVerdict(line) }
        mapping["gateway"].map { readGateway($0) }
        policy.keyFile = mapping["key"]?.words().map(path)
        policy.retentionDays =
            mapping["retention-days"]?.integer(in: 1...3650, "days that findings are kept")
            ?? policy.retentionDays
        mapping["agreement"].map { readAgreement($0) }
    }

    /// The entries of a list that may be missing.
    private func entries(_ value: YAMLValue?) -> [YAMLValue] { value?.list() ?? [] }

    /// A path in the file, seen from where the program runs.
    func path(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }

    private mutating func readPacks(_ value: YAMLValue) {
        for (key, value) in value.entries() ?? [] {
            guard let name = key.name(), let isOn = value.isOn() else { continue }
            policy.packs.append(
                PackSwitch(name: name.description, isOn: isOn, place: key.policyPlace))
        }
    }

    private mutating func readThresholds(_ value: YAMLValue) {
        guard let mapping = value.mapping(keys: ["severity", "confidence"]) else { return }
        policy.minSeverity = mapping["severity"]?.choice("a severity") ?? policy.minSeverity
        policy.minConfidence = mapping["confidence"]?.choice("a confidence") ?? policy.minConfidence
    }

    private mutating func readChannels(_ value: YAMLValue) {
        guard let mapping = value.mapping(keys: Channel.allCases.map(\.rawValue)) else { return }
        for channel in Channel.allCases {
            guard let settings = mapping[channel.rawValue]?.mapping(keys: ["read", "audience"]) else {
                continue
            }
            let standard = ChannelSettings.standard(channel)
            policy.channels[channel] = ChannelSettings(
                isRead: settings["read"]?.isOn() ?? standard.isRead,
                audience: settings["audience"]?.choice("an audience") ?? standard.audience)
        }
    }

    private mutating func readAgreement(_ value: YAMLValue) {
        guard let mapping = value.mapping(keys: ["purpose", "place", "may-reveal"]) else { return }
        policy.agreement.purpose = mapping["purpose"]?.sentence() ?? .init()
        policy.agreement.place = mapping["place"]?.sentence() ?? .init()
        policy.agreement.mayReveal = mapping["may-reveal"]?.oneOrMany().compactMap { $0.words() } ?? []
    }

    func refuseRepeated(_ names: [String], _ value: YAMLValue?) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            value?.fault("duplicate-name", "the name '\(name)' is given twice")
        }
    }

    /// Packs and rules that a topic names; they are noted for ``Policy/namedRules``.
    mutating func topic(packs: YAMLValue?, rules: YAMLValue?) -> RuleTopic {
        var topic = RuleTopic()
        for value in packs?.oneOrMany() ?? [] {
            guard let name = value.name() else { continue }
            topic.packs.append(name.description)
            policy.namedRules.append(
                NamedRule(kind: .pack, name: name.description, place: value.policyPlace))
        }
        for value in rules?.oneOrMany() ?? [] {
            guard let name = value.name() else { continue }
            topic.rules.append(name)
            policy.namedRules.append(
                NamedRule(kind: .rule, name: name.description, place: value.policyPlace))
        }
        return topic
    }
}
