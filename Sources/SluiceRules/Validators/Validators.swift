/// The validators by the names that rules give them.
///
/// A validator takes the bytes of a match, separators and all, and never looks anything up.
public enum Validators {
    /// In the order in which people read them.
    public static let names = table.map(\.name)

    /// The validator of that name; nil where there is none.
    public static func named(_ name: String) -> (@Sendable ([UInt8]) -> Validity)? {
        table.first { $0.name == name }?.validate
    }

    /// Whether equal values may be written with other separators or in another case.
    static func isIdentifier(_ name: String) -> Bool { table.first { $0.name == name }?.form == .identifier }

    private struct Entry: Sendable {
        let name: String
        let form: ValueForm
        let validate: @Sendable ([UInt8]) -> Validity
    }

    private static let table = [
        Entry(name: "ch-ahv", form: .identifier, validate: chAHV),
        Entry(name: "de-tax-id", form: .identifier, validate: deTaxID),
        Entry(name: "github-token", form: .exact, validate: githubToken),
        Entry(name: "iban", form: .identifier, validate: iban),
        Entry(name: "luhn", form: .identifier, validate: luhn),
        Entry(name: "mod-97", form: .identifier, validate: mod97),
        Entry(name: "payment-card", form: .identifier, validate: paymentCard),
    ]
}
