public import SluiceEngine
public import SluiceModel
public import SluiceRules

/// Looks at rules that were just written for patterns that some text makes take very long.
public enum PumpLint {
    /// A warning for each such pattern that was found while `isInTime`.
    ///
    /// Only patterns that repeat what repeats itself are tried, and none of the default rules', which were when the
    /// program was built. `reports` is as for ``RuleLint``.
    public static func warnings(
        _ rules: RuleSet, isInTime: () -> Bool, reports: (_ expression: Int) -> PatternReport?
    ) -> [Diagnostic] {
        var warnings: [Diagnostic] = []
        var expression = 0
        for rule in rules.rules {
            guard case .patterns(let patterns, _, _) = rule.matcher else {
                expression += 1
                continue
            }
            for pattern in patterns {
                defer { expression += 1 }
                guard pattern.notes.isEmpty, repeatsRepeats(pattern.regex), isInTime(),
                    reports(expression)?.canExplode == true
                else { continue }
                warnings.append(RuleLint.explosive(rule, pattern))
            }
        }
        return warnings
    }

    /// Whether a group is repeated without an end in which something else is, as far as a look at the text tells.
    static func repeatsRepeats(_ regex: String) -> Bool {
        let bytes = Array(regex.utf8)
        var index = 0
        /// For each open group whether something in it is repeated without an end.
        var groups = [false]
        var isInClass = false
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "(") where !isInClass: groups.append(false)
            case UInt8(ascii: ")") where !isInClass && groups.count > 1:
                let inner = groups.removeLast()
                let isRepeated = isEndlessRepeat(bytes, at: index + 1)
                if inner, isRepeated { return true }
                if inner || isRepeated { groups[groups.count - 1] = true }
            default:
                if !isInClass, isEndlessRepeat(bytes, at: index) { groups[groups.count - 1] = true }
            }
            index += 1
        }
        return false
    }

    private static func isEndlessRepeat(_ bytes: [UInt8], at index: Int) -> Bool {
        guard index < bytes.count else { return false }
        switch bytes[index] {
        case UInt8(ascii: "+"), UInt8(ascii: "*"): return true
        case UInt8(ascii: "{"):
            let rest = bytes[(index + 1)...].prefix { $0 != UInt8(ascii: "}") }
            return rest.last == UInt8(ascii: ",") && rest.count > 1
        default: return false
        }
    }
}
