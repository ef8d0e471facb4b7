import SluiceModel
import SluiceYAML

/// What a gateway is told.
extension PolicyReader {
    mutating func readGateway(_ value: YAMLValue) {
        let keys = ["causes", "trusted-clients", "internal-mail", "without-override", "limits"]
        guard let mapping = value.mapping(keys: keys) else { return }
        mapping["causes"].map { readCauses($0) }
        if mapping.has("trusted-clients") {
            policy.gateway.trustedClients =
                mapping["trusted-clients"]?.list()?.compactMap(network) ?? []
        }
        if let word = mapping["internal-mail"]?.choice(
            "a way with internal mail", of: ["let-through", "read"])
        {
            policy.gateway.letsInternalThrough = word == "let-through"
        }
        if let topics = mapping["without-override"]?.mapping(keys: ["packs", "rules"]) {
            policy.gateway.withoutOverride = topic(packs: topics["packs"], rules: topics["rules"])
        }
        mapping["limits"].map { readLimits($0) }
    }

    private mutating func readCauses(_ value: YAMLValue) {
        guard let mapping = value.mapping(keys: GatewayCause.allCases.map(\.rawValue)) else { return }
        for cause in GatewayCause.allCases {
            guard let answer: GatewayAnswer = mapping[cause.rawValue]?.choice("an answer to a cause") else {
                continue
            }
            policy.gateway.causes[cause] = answer
        }
    }

    private func network(_ value: YAMLValue) -> ClientNetwork? {
        guard let text = value.words() else { return nil }
        if let network = ClientNetwork(text) { return network }
        value.fault(
            "bad-network", "'\(text)' is neither an address nor a network",
            help: "such as 192.0.2.7, 10.0.0.0/8 or fd00::/8")
        return nil
    }

    private mutating func readLimits(_ value: YAMLValue) {
        let keys = [
            "message-megabytes", "deadline-seconds", "mails-in-work", "hold-days", "confirm-hours",
        ]
        guard let mapping = value.mapping(keys: keys) else { return }
        var limits = policy.gateway.limits
        if let size = mapping[keys[0]]?.integer(in: 1...4096, "MiB of a mail") {
            limits.messageBytes = size << 20
        }
        if let time = mapping[keys[1]]?.integer(in: 1...600, "seconds for a mail") {
            limits.deadlineSeconds = Double(time)
        }
        limits.mailsInWork = mapping[keys[2]]?.integer(in: 1...1024, "mails at once") ?? limits.mailsInWork
        limits.holdDays = mapping[keys[3]]?.integer(in: 1...90, "days that a mail is held") ?? limits.holdDays
        limits.confirmHours =
            mapping[keys[4]]?.integer(in: 1...720, "hours that a confirmation holds") ?? limits.confirmHours
        policy.gateway.limits = limits
    }
}
