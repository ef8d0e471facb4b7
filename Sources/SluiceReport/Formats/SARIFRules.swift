import SluiceModel

extension JSONWriter {
    /// The program and its rules.
    mutating func tool(_ run: RunRecord, _ words: Words) {
        object { tool in
            tool.key("driver")
            tool.object { driver in
                driver.field("name", "Sluice")
                driver.field("version", run.version)
                driver.text(
                    "shortDescription",
                    words.choose(
                        "Findet interne Informationen in ausgehenden Texten.",
                        "Finds internal information in text on its way out."))
                driver.key("rules")
                driver.array { rules in
                    for rule in run.rules { rules.object { $0.reportingDescriptor(rule, words) } }
                }
                driver.key("notifications")
                driver.array { $0.gapDescriptors(words) }
            }
        }
    }

    private mutating func gapDescriptors(_ words: Words) {
        object {
            $0.field("id", "unsupported")
            $0.text(
                "shortDescription",
                words.choose(
                    "Enthält Text, der hier nicht gelesen werden kann.",
                    "Known to hold text that cannot be read here."))
        }
        object {
            $0.field("id", "partial")
            $0.text(
                "shortDescription",
                words.choose("Nicht bis zum Ende gelesen.", "Not read to its end."))
        }
    }

    private mutating func reportingDescriptor(_ rule: RuleInformation, _ words: Words) {
        let language = words.language
        field("id", rule.id.description)
        let title = rule.title.text(in: language) ?? rule.id.description
        text("shortDescription", SARIF.message(title))
        if let why = rule.why.text(in: language) { text("fullDescription", SARIF.message(why)) }
        let help = SARIFHelp(rule, title: title, words)
        key("help")
        object {
            $0.field("text", SARIF.message(help.plain))
            $0.field("markdown", SARIF.message(help.markdown))
        }
        field("helpUri", rule.references.first { $0.hasPrefix("https://") })
        key("defaultConfiguration")
        object { $0.field("level", SARIF.level(rule.severity)) }
        key("properties")
        object { properties in
            properties.key("tags")
            properties.array { tags in
                tags.value("security")
                if let pack = rule.pack { tags.value(pack) }
            }
            properties.field("security-severity", SARIF.securitySeverity(rule.severity))
            properties.field("severity", rule.severity.rawValue)
            properties.field("pack", rule.pack)
        }
    }
}

/// What the harm is, and what to do instead, in two forms.
private struct SARIFHelp {
    var plain = ""
    var markdown = ""

    init(_ rule: RuleInformation, title: String, _ words: Words) {
        let parts = [
            (words.choose("Schaden", "Harm"), rule.why.text(in: words.language)),
            (words.choose("Besser", "Instead"), rule.instead.text(in: words.language)),
        ]
        for case (let heading, let text?) in parts {
            plain += (plain.isEmpty ? "" : "\n") + heading + ": " + text
            markdown += (markdown.isEmpty ? "" : "\n\n") + "**" + heading + ".** " + text
        }
        if plain.isEmpty { (plain, markdown) = (title, title) }
        guard !rule.references.isEmpty else { return }
        let heading = words.choose("Quellen", "References")
        plain += "\n" + heading + ": " + rule.references.joined(separator: "; ")
        markdown +=
            "\n\n**" + heading + "**\n" + rule.references.map { "\n- " + $0 }.joined()
    }
}
