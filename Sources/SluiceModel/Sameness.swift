extension Finding {
    /// What two findings have in common that are the same value in the same place.
    ///
    /// It holds the rule, the normalised value, the path, the message, and the part's kind and number, and neither
    /// line nor column, so that a finding is the same after lines were added before it. Findings in which all of this
    /// is equal are told apart by ``occurrence`` alone.
    ///
    /// A message is known by the identifier that it carries (`Message-ID`, a record's `id`); where it has none, by its
    /// time and its author; where it has neither, by nothing, as a line of JSON without such fields. Its number
    /// is never looked at, since it changes with every message that is added before it.
    public var sameness: Secret {
        var fields = LabelledFields()
        fields.add(rule.description.utf8)
        fields.add(normalizedValue.revealed)
        fields.add(location.origin.path.utf8)
        if let id = location.origin.messageID {
            fields.add(id.utf8)
        } else if channel != .file || location.origin.message != nil {
            // Whole milliseconds, so that no formatting of fractions has a say.
            if let time, abs(time) < 1e12 { fields.add(String(Int(time * 1000)).utf8) }
            if let person = author { fields.add((person.address ?? person.name ?? "").lowercased().utf8) }
        }
        fields.add(location.partKind.rawValue.utf8)
        fields.add((location.part ?? "").utf8)
        return Secret(fields.bytes)
    }
}

/// Fields one after the other in one text.
private struct LabelledFields {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(256) }

    /// The length keeps two fields from being taken for one another.
    mutating func add(_ field: some Collection<UInt8>) {
        bytes.append(0)
        bytes += String(field.count).utf8
        bytes.append(0x3A)
        bytes += field
    }
}
