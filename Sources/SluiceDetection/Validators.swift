public import SluiceRules

/// The second opinions that rules may ask for, by name.
public struct ValidatorTable: Sendable {
    public typealias Validator = @Sendable (Span<UInt8>) -> Validity

    private let validators: [String: Validator]

    public init(_ validators: [String: Validator] = [:]) { self.validators = validators }

    subscript(name: String) -> Validator? { validators[name] }
}
