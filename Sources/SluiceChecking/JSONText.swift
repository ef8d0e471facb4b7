import SluiceModel
import SluicePolicy

/// Texts as JSON has them.
public enum JSONText {
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    public static func list(_ texts: some Sequence<String>) -> String {
        "[" + texts.map(quoted).joined(separator: ",") + "]"
    }
}

extension MailDecision {
    /// What becomes of the mail and why, as one line of JSON; nothing of the mail stands in it.
    public var json: String {
        var fields = ["\"outcome\":\(JSONText.quoted(record.outcome.rawValue))"]
        fields.append("\"reference\":\(JSONText.quoted(record.reference))")
        if let action = record.action { fields.append("\"verdict\":\(JSONText.quoted(action.rawValue))") }
        if let line = record.policyRule { fields.append("\"policyRule\":\(JSONText.quoted(line))") }
        if record.isObserved { fields.append("\"mode\":\"observe\"") }
        if let audience = record.audience {
            fields.append("\"audience\":\(JSONText.quoted(audience.rawValue))")
        }
        fields.append("\"rules\":\(JSONText.list(record.rules.map(\.description)))")
        fields.append("\"causes\":\(JSONText.list(record.causes.map(\.rawValue)))")
        if let lines = reply?.lines { fields.append("\"text\":\(JSONText.list(lines))") }
        return "{" + fields.joined(separator: ",") + "}"
    }

    private var reply: SMTPReply? {
        switch ending {
        case .refuse(let reply), .tryAgain(let reply): reply
        case .accept, .hold: nil
        }
    }
}
