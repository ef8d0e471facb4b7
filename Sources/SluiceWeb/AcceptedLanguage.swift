import SluiceModel

extension Language {
    /// The language of ours that a field `Accept-Language` (RFC 9110, 12.5.4) prefers; nil where it names none.
    init?(accepted field: String?) {
        guard let field else { return nil }
        var best: (language: Language, weight: Double)?
        for entry in field.prefix(1000).split(separator: ",") {
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let tag = parts.first?.split(separator: "-").first else { continue }
            guard let language = Language(rawValue: String(tag)) else { continue }
            var weight = 1.0
            for part in parts.dropFirst() where part.hasPrefix("q=") {
                weight = Double(part.dropFirst(2)) ?? 0
            }
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        guard let best else { return nil }
        self = best.language
    }
}
