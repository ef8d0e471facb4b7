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
        var bytes = GrowingBytes()
        unsafe withUnsafePointer(to: self) { unsafe Finding.appendSameness(of: $0, to: &bytes) }
        return Secret(bytes.withBytes { unsafe Array($0) })
    }

    /// Writes ``sameness`` of a finding behind what `bytes` holds.
    ///
    /// The finding stays where it is: a copy of it takes longer than its text, and each finding has a name.
    public static func appendSameness(of finding: UnsafePointer<Finding>, to bytes: inout GrowingBytes) {
        unsafe appendValue(of: finding, to: &bytes)
        unsafe appendPlace(of: finding, to: &bytes)
    }

    /// The first part of ``appendSameness(of:to:)``: what the finding's value is known by.
    public static func appendValue(of finding: UnsafePointer<Finding>, to bytes: inout GrowingBytes) {
        bytes.appendField(unsafe finding.pointee.rule.description)
        bytes.appendField(unsafe finding.pointee.normalizedValue)
    }

    /// The rest of ``appendSameness(of:to:)``: where the value stands.
    public static func appendPlace(of finding: UnsafePointer<Finding>, to bytes: inout GrowingBytes) {
        bytes.appendField(unsafe finding.pointee.location.origin.path)
        if let id = unsafe finding.pointee.location.origin.messageID {
            bytes.appendField(id)
        } else if unsafe finding.pointee.channel != .file || finding.pointee.location.origin.message != nil {
            // Whole milliseconds, so that no formatting of fractions has a say.
            if let time = unsafe finding.pointee.time, abs(time) < 1e12 {
                bytes.appendField(String(Int(time * 1000)))
            }
            if let person = unsafe finding.pointee.author {
                bytes.appendField((person.address ?? person.name ?? "").lowercased())
            }
        }
        bytes.appendField(unsafe finding.pointee.location.partKind.rawValue)
        bytes.appendField(unsafe finding.pointee.location.part ?? "")
    }
}

extension GrowingBytes {
    public mutating func appendField(_ field: String) {
        field.lendUTF8 { unsafe appendField($0) }
    }

    public mutating func appendField(_ field: Secret) {
        unsafe field.revealed.withUnsafeBufferPointer { unsafe appendField($0) }
    }
}
