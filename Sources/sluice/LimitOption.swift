import SluiceFormats

extension ReadingLimits {
    /// What `--limit` can set.
    static let names = "depth, members, bytes, ratio, seconds, idle or memory"

    /// Sets the limit that `text` names, such as `members=5000`; false where it names none, or no number above 0.
    mutating func set(_ text: String) -> Bool {
        let sides = text.split(separator: "=", maxSplits: 1)
        guard sides.count == 2, let number = Int(sides[1]), number > 0 else { return false }
        switch sides[0] {
        case "depth": depth = number
        case "members": members = number
        case "bytes": unpackedBytes = number
        case "ratio": ratio = number
        case "seconds": seconds = Double(number)
        case "idle": idleSeconds = Double(number)
        case "memory": childMemory = min(number, 1 << 20) << 20
        default: return false
        }
        return true
    }
}
