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
        Entry(name: "at-social-insurance", form: .identifier, validate: atSocialInsurance),
        Entry(name: "at-tax-number", form: .identifier, validate: atTaxNumber),
        Entry(name: "at-vat-id", form: .identifier, validate: atVATID),
        Entry(name: "base58check", form: .exact, validate: base58Check),
        Entry(name: "bech32", form: .exact, validate: bech32),
        Entry(name: "bic", form: .identifier, validate: bic),
        Entry(name: "bitlocker-key", form: .exact, validate: bitLockerKey),
        Entry(name: "ch-ahv", form: .identifier, validate: chAHV),
        Entry(name: "ch-licence-plate", form: .identifier, validate: chLicencePlate),
        Entry(name: "ch-qr-reference", form: .identifier, validate: chQRReference),
        Entry(name: "ch-uid", form: .identifier, validate: chUID),
        Entry(name: "creditor-reference", form: .identifier, validate: creditorReference),
        Entry(name: "de-driving-licence", form: .identifier, validate: deDrivingLicence),
        Entry(name: "de-health-insurance", form: .identifier, validate: deHealthInsurance),
        Entry(name: "de-identity-document", form: .identifier, validate: deIdentityDocument),
        Entry(name: "de-leitweg-id", form: .exact, validate: deLeitwegID),
        Entry(name: "de-licence-plate", form: .identifier, validate: deLicencePlate),
        Entry(name: "de-pension-number", form: .identifier, validate: dePensionNumber),
        Entry(name: "de-physician", form: .identifier, validate: dePhysician),
        Entry(name: "de-register-number", form: .words, validate: deRegisterNumber),
        Entry(name: "de-tax-id", form: .identifier, validate: deTaxID),
        Entry(name: "de-tax-number", form: .identifier, validate: deTaxNumber),
        Entry(name: "de-vat-id", form: .identifier, validate: deVATID),
        Entry(name: "de-wkn", form: .identifier, validate: deWKN),
        Entry(name: "github-token", form: .exact, validate: githubToken),
        Entry(name: "gtin", form: .identifier, validate: gtin),
        Entry(name: "iban", form: .identifier, validate: iban),
        Entry(name: "isin", form: .identifier, validate: isin),
        Entry(name: "lei", form: .identifier, validate: lei),
        Entry(name: "luhn", form: .identifier, validate: luhn),
        Entry(name: "mod-11-10", form: .identifier, validate: mod11And10),
        Entry(name: "mod-11-2", form: .identifier, validate: mod11And2),
        Entry(name: "mod-37-2", form: .identifier, validate: mod37And2),
        Entry(name: "mod-37-36", form: .identifier, validate: mod37And36),
        Entry(name: "mod-97", form: .identifier, validate: mod97),
        Entry(name: "npm-token", form: .exact, validate: npmToken),
        Entry(name: "payment-card", form: .identifier, validate: paymentCard),
        Entry(name: "postal-place", form: .words, validate: postalPlace),
        Entry(name: "random-token", form: .exact, validate: randomToken),
        Entry(name: "vercel-token", form: .exact, validate: vercelToken),
    ]
}
