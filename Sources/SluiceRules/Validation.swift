/// A validator's answer.
public enum Validity: Hashable, Sendable {
    case valid
    case invalid
    /// The value has no check digit, or not enough of it is here.
    case cannotSay
}
