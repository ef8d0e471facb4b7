# Writes a text of German and English lines with planted values, the same for the same seed, to `text`, and how
# often each rule must be found in it to `truth`.
#
#   awk -v lines=100000 -v seed=42 -v text=FILE -v truth=FILE -f corpus.awk
#
# Numbers stay below 2^53 and digits are handled one by one, so that every awk gives the same bytes.

function random(n) {
    state = (state * 16807) % 2147483647
    return state % n
}

function digits(count,    out) {
    out = ""
    while (count-- > 0) out = out random(10)
    return out
}

function letters(count, alphabet,    out) {
    out = ""
    while (count-- > 0) out = out substr(alphabet, random(length(alphabet)) + 1, 1)
    return out
}

function grouped(value, size, separator,    out, i) {
    out = substr(value, 1, size)
    for (i = size + 1; i <= length(value); i += size) out = out separator substr(value, i, size)
    return out
}

# The remainder of a number of any length, digit by digit.
function remainder(value, divisor,    rest, i) {
    rest = 0
    for (i = 1; i <= length(value); i++) rest = (rest * 10 + substr(value, i, 1)) % divisor
    return rest
}

# A German account number; `shift` other than 0 makes its check digits wrong.
function iban(shift,    account, check) {
    account = (1 + random(9)) digits(17)
    check = (98 - remainder(account "131400", 97) + shift) % 97
    if (check < 2) check += 97
    return "DE" sprintf("%02d", check) account
}

function card(shift,    body, sum, i, digit) {
    body = "4" digits(14)
    sum = 0
    for (i = 1; i <= 15; i++) {
        digit = substr(body, i, 1)
        if (i % 2) { digit *= 2; if (digit > 9) digit -= 9 }
        sum += digit
    }
    return body ((10 - sum % 10) % 10 + shift) % 10
}

# Ten digits of which just one stands twice, and a check digit by ISO 7064.
function tax_id(shift,    pool, body, i, place, product, sum) {
    pool = "123456789"
    body = ""
    for (i = 0; i < 9; i++) {
        place = random(length(pool)) + 1
        body = body substr(pool, place, 1)
        pool = substr(pool, 1, place - 1) substr(pool, place + 1)
    }
    body = body substr(body, 3, 1)
    product = 10
    for (i = 1; i <= 10; i++) {
        sum = (substr(body, i, 1) + product) % 10
        if (sum == 0) sum = 10
        product = (sum * 2) % 11
    }
    return body ((11 - product) % 10 + shift) % 10
}

function ahv(shift,    body, sum, i) {
    body = "756" digits(9)
    sum = 0
    for (i = 1; i <= 12; i++) sum += substr(body, i, 1) * (i % 2 ? 1 : 3)
    return body ((10 - sum % 10) % 10 + shift) % 10
}

function dotted(value) {
    return substr(value, 1, 3) "." substr(value, 4, 4) "." substr(value, 8, 4) "." substr(value, 12)
}

# One planted value with the words before it; counts what must be found.
function plant(kind,    value) {
    if (kind == 0) { found["iban"]++; return "IBAN: " (random(2) ? iban(0) : grouped(iban(0), 4, " ")) }
    if (kind == 1) { found["payment-card"]++; return "Karte " grouped(card(0), 4, random(2) ? " " : "-") }
    if (kind == 2) { found["de-tax-id"]++; return "Steuer-ID " tax_id(0) }
    if (kind == 3) { found["ch-ahv"]++; return "AHV " (random(2) ? dotted(ahv(0)) : ahv(0)) }
    if (kind == 4) { found["github-token"]++; return "token " token[random(4)] }
    if (kind == 5) { found["aws-access-key-id"]++; return "key AKI" "A" letters(16, capitals "234567") }
    if (kind == 6) {
        found["slack-token"]++
        return "bot xox" "b-" (1 + random(9)) digits(11) "-" (1 + random(9)) digits(12) "-" letters(24, capitals small)
    }
    if (kind == 7) { found["internal-use-de"]++; return "Hinweis: nur für den internen Gebrauch" }
    if (kind == 8) { found["strictly-confidential-en"]++; return "*** strictly confidential ***" }
    if (kind == 9) { found["password-de"]++; return "das Passwort lautet " letters(6, small) digits(3) }
    if (kind == 10) { found["westbach-project"]++; return "wegen Graureiher" }
    if (kind == 11) { found["westbach-customer"]++; return "bei Brandner Antriebe" }
    # What must not be found.
    if (kind == 12) return "Nr. " iban(1 + random(90))
    if (kind == 13) return "Karte " grouped(card(1 + random(9)), 4, " ")
    if (kind == 14) return "Nr. " tax_id(1 + random(9))
    if (kind == 15) return "Nr. " dotted(ahv(1 + random(9)))
    if (kind == 16) return "commit " letters(40, "0123456789abcdef")
    if (kind == 17) {
        value = letters(32, "0123456789abcdef")
        return "id " substr(value, 1, 8) "-" substr(value, 9, 4) "-4" substr(value, 13, 3) "-a" substr(value, 16, 3) "-" substr(value, 19, 12)
    }
    if (kind == 18) return "order 4711-" digits(10)
    return "das Passwort ist abgelaufen"
}

BEGIN {
    state = seed
    capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    small = "abcdefghijklmnopqrstuvwxyz"
    token[0] = "gh" "p_SluiceBeispielOhneWert000000013HCOA5"
    token[1] = "gh" "o_SluiceExampleWithoutValue000024Ef8Nf"
    token[2] = "gh" "s_NurErfundenFuerDieseRegel000031Cso3Z"
    token[3] = "gh" "p_MadeUpForThisRuleOnly0000000042Xgo4V"
    words = split("der die das und wir haben heute eine neue Maschine am Montag Halle mit Kaffee für alle Wetter " \
        "schön Gruß Anlage läuft wieder gut danke morgen früh Besuch Messe Stand zwei the and we have a new " \
        "machine on Monday with coffee for everybody weather fine regards line runs again good thanks tomorrow " \
        "early visit fair booth seven intern vertrauen account window letter Straße Fenster über Garten", word, " ")
    for (line = 1; line <= lines; line++) {
        out = ""
        for (i = 6 + random(10); i > 0; i--) out = out word[random(words) + 1] " "
        if (line % 25 == 0) {
            out = out ". " plant(random(20)) ". "
            for (i = 2 + random(4); i > 0; i--) out = out word[random(words) + 1] " "
        }
        print out > text
    }
    for (rule in found) print rule, found[rule] > truth
}
