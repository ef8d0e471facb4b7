import SluiceModel

/// The official external reporting offices of the Federal Republic, §§ 19 to 23 HinSchG.
///
/// By the domains of the authorities that run them, since nobody need know which address there is the office's.
/// What the states (§ 20) and other countries have set up is for the policy's file to name.
enum OfficialOffices {
    static let all = [federal, banking, competition]

    /// § 19: the federation's own office, run by the Federal Office of Justice.
    private static let federal = office(
        "bfj", "bfj.bund.de", "Externe Meldestelle des Bundes (Bundesamt für Justiz)",
        "External reporting office of the federation (Federal Office of Justice)")

    /// § 21: what the financial supervisory authority watches over.
    private static let banking = office(
        "bafin", "bafin.de", "Hinweisgeberstelle der BaFin", "Whistle-blowers' contact point of BaFin")

    /// § 22: competition law and digital markets.
    private static let competition = office(
        "bundeskartellamt", "bundeskartellamt.bund.de", "Externe Meldestelle des Bundeskartellamts",
        "External reporting office of the Federal Cartel Office")

    private static func office(
        _ name: String, _ domain: String, _ german: String, _ english: String
    ) -> Exemption {
        Exemption(
            name: name, kind: .reportingOffice, title: LocalizedText([.german: german, .english: english]),
            domains: [domain])
    }
}
