import SluiceModel

extension Words {
    /// One reason for a finding, as a sentence.
    func sentence(_ evidence: Evidence) -> String {
        var bytes = GrowingBytes()
        write(evidence, to: &bytes)
        return bytes.text
    }

    /// Writes one reason for a finding as a sentence.
    func write(_ evidence: Evidence, to bytes: inout GrowingBytes) {
        switch evidence {
        case .validator(_, valid: true):
            bytes.append(choose("Die Prüfziffer stimmt.", "The check digit is right."))
        case .validator(_, valid: false):
            bytes.append(choose("Die Prüfziffer stimmt nicht.", "The check digit is wrong."))
        case .near(let word, let distance): write(near: word, distance, to: &bytes)
        case .layer(let layer):
            write(layer, in: choose("Es steht in der Schicht „", "It stands in the layer “"), end, to: &bytes)
        case .part(let part):
            write(part.rawValue, in: choose("Es steht im Teil „", "It stands in the part “"), end, to: &bytes)
        case .channel(let channel):
            write(channel.rawValue, in: choose("Der Weg ist „", "The channel is “"), end, to: &bytes)
        case .distinct(let count):
            bytes.append(decimal: count)
            bytes.append(
                choose(" verschiedene gültige Werte stehen hier.", " different valid values stand here."))
        case .rule(let rule):
            write(
                rule.description, in: choose("In der Nähe steht, was die Regel „", "What the rule “"),
                choose("“ findet.", "” finds stands near."), to: &bytes)
        case .pattern: bytes.append(choose("Die Form des Textes passt.", "The form of the text fits."))
        }
    }

    private func choose(_ german: StaticString, _ english: StaticString) -> StaticString {
        switch language {
        case .german: german
        case .english: english
        }
    }

    /// Ends a quotation and a sentence.
    private var end: StaticString { choose("“.", "”.") }

    private func write(
        _ word: String, in start: StaticString, _ end: StaticString, to bytes: inout GrowingBytes
    ) {
        bytes.append(start)
        bytes.append(word)
        bytes.append(end)
    }

    private func write(near word: String, _ distance: Int, to bytes: inout GrowingBytes) {
        bytes.append(choose("„", "“"))
        bytes.append(word)
        switch distance {
        case ..<0:
            bytes.append(
                choose(
                    "“ steht in einem anderen Teil der Nachricht.", "” stands in another part of the message."
                ))
        case 0: bytes.append(choose("“ steht unmittelbar daneben.", "” stands right beside it."))
        case 1: bytes.append(choose("“ steht ein Zeichen entfernt.", "” stands one character away."))
        default:
            bytes.append(choose("“ steht ", "” stands "))
            bytes.append(decimal: distance)
            bytes.append(choose(" Zeichen entfernt.", " characters away."))
        }
    }
}
