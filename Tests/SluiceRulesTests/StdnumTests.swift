import TestSupport
import Testing

@testable import SluiceRules

/// One of our validators, and the module of stdnum that should agree with it.
struct Twin: CustomTestStringConvertible {
    let validator: String
    let module: String
    /// `#` a digit, `§` a digit but 0, `@` a letter, `%` a digit or a letter, `?` and `!` the same as `#` and `%`, tried
    /// until the check is right; all else stands for itself.
    let shapes: [String]
    /// Whether a form that nothing can be said of counts as right, for there is no check digit, or as wrong.
    var formIsEnough = false
    /// Why an answer of stdnum's is not ours; nil where it should be.
    var difference: @Sendable (_ value: String) -> String? = { _ in nil }

    var testDescription: String { "\(validator) (\(module))" }

    static let all = [
        Twin(validator: "luhn", module: "luhn", shapes: ["##############?", "##?", "##################?"]),
        Twin(
            validator: "iban", module: "iban",
            shapes: [
                "DE??##################", "AT??################", "CH??#####%%%%%%%%%%%%",
                "LI??#####%%%%%%%%%%%%",
                "GB??@@@@##############", "NL??@@@@##########", "LU??###%%%%%%%%%%%%%",
            ]),
        Twin(
            validator: "bic", module: "bic", shapes: ["@@@@DE%%", "@@@@AT%%%%%", "@@@@@@%%"],
            formIsEnough: true),
        Twin(
            validator: "isin", module: "isin",
            shapes: ["DE%%%%%%%%%?", "US%%%%%%%%%?", "CH#########?", "XS#########?"],
            difference: { value in
                Set(["DE", "US", "CH", "XS"]).contains(String(value.prefix(2)))
                    ? nil : "issuers beside countries (XS, EU, QS …) grow, so we take any two letters"
            }),
        Twin(
            validator: "lei", module: "lei", shapes: ["%%%%%%%%%%%%%%%%%%??"],
            difference: { value in
                value.utf8.count == 20 && value.suffix(2).allSatisfy(\.isNumber)
                    ? nil : "stdnum checks neither the length nor that the check digits are digits"
            }),
        Twin(
            validator: "gtin", module: "ean",
            shapes: ["############?", "#######?", "###########?", "#############?"]),
        Twin(
            validator: "de-tax-id", module: "de.idnr",
            shapes: [
                "1234567892?", "9876543210?", "1123456789?", "§#########?", "1213456789?", "1213145678?",
            ],
            difference: { value in
                hasThreeInARow(value)
                    ? "no digit comes three times in a row (Bundeszentralamt für Steuern)" : nil
            }),
        Twin(validator: "de-vat-id", module: "de.vat", shapes: ["DE§#######?", "DE0#########"]),
        Twin(
            validator: "de-tax-number", module: "de.stnr",
            shapes: [
                "##########", "###########", "#############", "28##0########", "9###0########",
                "10##0########",
            ],
            formIsEnough: true),
        Twin(validator: "de-wkn", module: "de.wkn", shapes: ["%%%%%%", "######"], formIsEnough: true),
        Twin(
            validator: "de-register-number", module: "de.handelsregisternummer",
            shapes: ["Köln HRB §###", "HRA §##, Bad Homburg", "Aachen, VR §#", "GnR § Entenhausen"],
            difference: { value in
                isPlainEntry(value)
                    ? nil : "ours finds the court among other words, stdnum wants nothing else"
            }),
        Twin(
            validator: "de-leitweg-id", module: "de.leitweg",
            shapes: ["99#-#####-??", "08#-%%%%%%%%-??", "0#-??", "17#-##-??"]),
        Twin(
            validator: "at-vat-id", module: "at.uid", shapes: ["ATU#######?"]),
        Twin(
            validator: "at-social-insurance", module: "at.vnr",
            shapes: ["§##?010180", "§##?311299", "§##?150375"],
            difference: { value in
                hasDate(value) ? nil : "stdnum does not look at the date of birth"
            }),
        Twin(
            validator: "at-tax-number", module: "at.tin", shapes: ["59######?", "46######?", "68######?"],
            difference: { value in
                ["59", "46", "68"].contains { value.hasPrefix($0) }
                    ? nil : "tax offices were merged in 2021, so no list of offices is asked"
            }),
        Twin(validator: "ch-ahv", module: "ch.ssn", shapes: ["756#########?", "757#########?"]),
        Twin(
            validator: "ch-uid", module: "ch.uid", shapes: ["CHE########?", "CHE-###.###.##?"]),
        Twin(
            validator: "ch-uid", module: "ch.vat",
            shapes: ["CHE########?MWST", "CHE########?TVA", "CHE########?TPV"],
            difference: { value in
                value.last?.isLetter == true && value.utf8.count >= 15
                    ? nil : "ours takes the enterprise's number with and without the tax's sign"
            }),
        Twin(
            validator: "ch-qr-reference", module: "ch.esr", shapes: ["##########################?"],
            difference: { value in
                value.utf8.count == 27
                    ? nil : "stdnum also takes references of the old slips, which are shorter"
            }),
        Twin(
            validator: "creditor-reference", module: "iso11649", shapes: ["RF??%%%%%%%%%%%%", "RF??######"]),
        Twin(validator: "mod-97", module: "iso7064.mod_97_10", shapes: ["%%%%%%%%??", "##########??"]),
        Twin(validator: "mod-11-2", module: "iso7064.mod_11_2", shapes: ["###############!", "###!"]),
        Twin(validator: "mod-11-10", module: "iso7064.mod_11_10", shapes: ["########?", "###?"]),
        Twin(validator: "mod-37-2", module: "iso7064.mod_37_2", shapes: ["%%%%%%%%%%%%%!", "%%%!"]),
        Twin(validator: "mod-37-36", module: "iso7064.mod_37_36", shapes: ["%%%%%%%%%%%%%!", "%%%!"]),
    ]

    /// Whether a register's entry is written as its shapes are, whatever its number.
    private static func isPlainEntry(_ value: String) -> Bool {
        // stdnum wants a space behind a comma and none before it.
        if value.contains(","), !value.contains(", ") || value.contains(" ,") { return false }
        let words = value.split { $0 == " " || $0 == "," }.map(String.init)
        guard let place = words.firstIndex(where: { ["HRA", "HRB", "VR", "GnR"].contains($0) }),
            place + 1 < words.count, let number = Int(words[place + 1]), (1...999_999).contains(number),
            String(number) == words[place + 1]
        else { return false }
        let court = (words[..<place] + words[(place + 2)...]).joined(separator: " ")
        return ["Köln", "Aachen", "Bad Homburg", "Entenhausen"].contains(court)
    }

    private static func hasThreeInARow(_ value: String) -> Bool {
        let digits = Array(value.prefix(10))
        return digits.indices.dropFirst(2).contains {
            digits[$0] == digits[$0 - 1] && digits[$0] == digits[$0 - 2]
        }
    }

    private static func hasDate(_ value: String) -> Bool {
        let digits = Array(value).compactMap(\.wholeNumberValue)
        guard digits.count == 10 else { return true }
        let day = digits[4] * 10 + digits[5]
        let month = digits[6] * 10 + digits[7]
        return (1...31).contains(day) && (1...15).contains(month)
    }
}

/// Makes values of a shape, right ones and wrong ones.
struct ValueMaker {
    var random: SeededGenerator
    private let digits = Array("0123456789")
    private let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Values of `shape` of which at least one is right, if any can be: all candidates for the check are asked.
    mutating func values(_ shape: String, isRight: (String) -> Bool) -> [String] {
        let body = filled(shape)
        let candidates = checked(body)
        var values = candidates.filter(isRight).prefix(2) + [candidates.randomElement(using: &random) ?? body]
        for value in values { values += mutations(value) }
        return Array(values)
    }

    private mutating func filled(_ shape: String) -> String {
        var value = ""
        for sign in shape { value.append(one(sign)) }
        return value
    }

    private mutating func one(_ sign: Character) -> Character {
        switch sign {
        case "#": digits.randomElement(using: &random) ?? sign
        case "§": digits.dropFirst().randomElement(using: &random) ?? sign
        case "@": letters.randomElement(using: &random) ?? sign
        case "%": (digits + letters).randomElement(using: &random) ?? sign
        default: sign
        }
    }

    /// `body` with every candidate in place of its check characters.
    private func checked(_ body: String) -> [String] {
        guard let place = body.firstIndex(where: { $0 == "?" || $0 == "!" }) else { return [body] }
        let candidates = body[place] == "?" ? digits : digits + letters + ["*"]
        return candidates.flatMap { candidate in
            var next = body
            next.replaceSubrange(place...place, with: String(candidate))
            return checked(next)
        }
    }

    private mutating func mutations(_ value: String) -> [String] {
        let characters = Array(value)
        guard characters.count > 2 else { return [] }
        let place = Int.random(in: 1..<characters.count, using: &random)
        var changed = characters
        changed[place] = characters[place].isNumber ? digits.randomElement(using: &random) ?? "0" : "Q"
        var swapped = characters
        swapped.swapAt(place, place - 1)
        var shorter = characters
        shorter.remove(at: place)
        return [changed, swapped, shorter, characters + ["0"]].map { String($0) }
    }
}

@Suite("An independent implementation")
struct StdnumTests {
    @Test(
        "agrees with ours on thousands of values",
        .enabled(if: Stdnum.isPresent, "python3 has no stdnum here; Debian's package is python3-stdnum"))
    func agreement() throws {
        var asked: [(twin: Int, value: String, isRight: Bool)] = []
        for (index, twin) in Twin.all.enumerated() {
            var maker = ValueMaker(seed: UInt64(index) + 1)
            let validate = try #require(Validators.named(twin.validator))
            func isRight(_ value: String) -> Bool {
                let answer = validate(Array(value.utf8))
                return answer == .valid || twin.formIsEnough && answer == .cannotSay
            }
            for round in 0..<40 {
                let shape = twin.shapes[round % twin.shapes.count]
                for value in Set(maker.values(shape, isRight: isRight)).sorted() {
                    asked.append((index, value, isRight(value)))
                }
            }
        }
        let answers = try Stdnum.answers(asked.map { (Twin.all[$0.twin].module, $0.value) })
        try #require(answers.count == asked.count)
        var right = Set<Int>()
        for (question, answer) in zip(asked, answers) {
            guard let answer else { continue }
            let twin = Twin.all[question.twin]
            if question.isRight, answer { right.insert(question.twin) }
            guard answer != question.isRight, twin.difference(question.value) == nil else { continue }
            Issue.record(
                "\(twin.testDescription): \(question.value) is \(question.isRight) here, \(answer) there")
        }
        let known = Set(zip(asked, answers).filter { $0.1 != nil }.map(\.0.twin))
        #expect(
            known.count >= 20 && right == known,
            "no right value of \(known.subtracting(right).map { Twin.all[$0].module })")
        #expect(answers.count > 3000)
    }
}
