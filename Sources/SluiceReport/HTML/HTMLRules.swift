import SluiceModel

/// All rules by the numbers that findings name them with while they are drafted.
struct HTMLRuleNumbers: Sendable {
    private var rules: [RuleInformation] = []
    private var numbers: [RuleID: Int] = [:]

    init(_ rules: [RuleInformation] = []) {
        for rule in rules where numbers[rule.id] == nil { add(rule) }
    }

    var count: Int { rules.count }

    /// The number of a rule; one that the run does not know, as in records put together by hand, gets one of its own.
    mutating func number(of rule: RuleID) -> Int {
        if let number = numbers[rule] { return number }
        add(RuleInformation(id: rule, title: LocalizedText(), severity: .info))
        return rules.count - 1
    }

    private mutating func add(_ rule: RuleInformation) {
        numbers[rule.id] = rules.count
        rules.append(rule)
    }

    subscript(number: Int) -> RuleInformation { rules[number] }
}

/// The rules that found something, by the numbers that rows name them with.
struct HTMLRules: Sendable {
    private var numbers: [RuleID: Int] = [:]
    private(set) var used: [RuleInformation] = []

    mutating func number(of rule: RuleInformation) -> Int {
        if let number = numbers[rule.id] { return number }
        numbers[rule.id] = used.count
        used.append(rule)
        return used.count - 1
    }

    func pack(of number: Int) -> String { used[number].pack ?? "" }
}
