import SluiceText
import Testing

@Suite("Cells behind the names of their columns")
struct LabelledCellsTests {
    /// The lines of labels and cells; nil where there are none.
    private func lines(_ source: String) -> [String]? {
        let bytes = Array(source.utf8)
        guard let cells = LabelledCells(in: bytes.span) else { return nil }
        // Every cell leads back to where it stands.
        for index in 0..<cells.count {
            let (own, source) = cells[index]
            #expect(Array(cells.text[own].suffix(source.count + 1).dropLast()) == Array(bytes[source]))
            #expect(cells.source(of: own.upperBound - 1 - source.count..<own.upperBound - 1) == source)
            // The label and the line end belong to no cell.
            #expect(cells.source(of: own) == nil)
        }
        return String(decoding: cells.text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        "are found in every kind of table",
        arguments: [
            (
                "| Ort | Passwort |\n|---|---|\n| Linz | Geheim12 |\n| Graz | x |",
                ["Passwort: Geheim12", "Passwort: x"]
            ),
            ("Ort\tPasswort\nLinz\tGeheim12\n", ["Passwort: Geheim12"]),
            ("Ort | Passwort\n----|----\nLinz | Geheim12", ["Passwort: Geheim12"]),
            (
                "+------+----------+\n| Ort  | Passwort |\n+------+----------+\n| Linz | a1 |\n+--+--+",
                ["Passwort: a1"]
            ),
            ("||Ort||Passwort||\n|Linz|Geheim12|", ["Passwort: Geheim12"]),
            ("Stand 12.11.\tvon Kern\nOrt\tPasswort\nLinz\tGeheim12", ["Passwort: Geheim12"]),
            ("| Benutzer: | kern |\n| Passwort: | Geheim12 |", ["Benutzer: kern", "Passwort: Geheim12"]),
            ("Passwort\tGeheim12\nPIN\t4711", ["Passwort: Geheim12", "PIN: 4711"]),
            (
                "| Ort | **Passwort** |\n|---|---|\n| x | `a\\|b1` |\n| y | **c2** |",
                ["Passwort: a\\|b1", "Passwort: c2"]
            ),
            ("Ort\tPIN\nLinz\t1234\n\nText.\n\nOrt\tFarbe\nGraz\t5678", ["PIN: 1234"]),
            // A row with a cell less is a row all the same, and those behind it are given once.
            (
                "Ort\tPasswort\tFarbe\nLinz\tTanne82\nGraz\tFichte7\trot\nUlm\tLinde5\tblau\nWels\tBirke3\tgrau",
                ["Passwort: Tanne82", "Passwort: Fichte7", "Passwort: Linde5", "Passwort: Birke3"]
            ),
            ("Ort\tPIN\r\nLinz\t1234\r\n", ["PIN: 1234"]),
        ])
    func found(source: String, expected: [String]) {
        #expect(lines(source) == expected)
    }

    @Test(
        "are none where no label tells anything, or nothing is a table",
        arguments: [
            "", "Das Passwort lautet so.", "| Ort | Farbe |\n|---|---|\n| Linz | rot |",
            "Ort\tFarbe\nLinz\trot",
            "cat a | grep Passwort | wc -l\nls | sort", "if a || b { return pin | x }",
            "\tlet key = 4\n\treturn key",
            "Passwort", "a\tb", "|", "\t", "|||\n|||", "| |\n|-|\n",
        ])
    func none(source: String) {
        #expect(lines(source) == nil)
    }

    @Test("lie within the text wherever it is cut")
    func cuts() {
        let source = Array(
            "| Ört | Passwort |\n|---|---|\n| `x` | **a\\|b** |\nOrt\tPIN\r\nLinz\t1\r\n| PIN | 4 |\n".utf8)
        for start in source.indices {
            for end in start...source.count {
                let piece = Array(source[start..<end])
                guard let cells = LabelledCells(in: piece.span) else { continue }
                for index in 0..<cells.count {
                    #expect(cells[index].source.upperBound <= piece.count)
                    #expect(cells[index].own.upperBound <= cells.text.count)
                }
            }
        }
    }

    @Test("take no more than a look at each line, however odd the table")
    func large() {
        // Each would take hours if a line were looked at again for every other one.
        let many = 200_000
        let headers = String(repeating: "Passwort\tPIN\n", count: many)
        let wide =
            "PIN" + String(repeating: "\tPIN", count: many) + "\n1" + String(repeating: "\t2", count: many)
        let rules = String(repeating: "|--|\n", count: many)
        let bars = String(repeating: "|", count: 4 * many)
        let tabs = String(repeating: "\t", count: 4 * many)
        let mixed = String(repeating: "a\tb\n|c|d|\n", count: many)
        for source in [headers, wide, rules, bars, tabs, mixed] {
            let bytes = Array(source.utf8)
            if let cells = LabelledCells(in: bytes.span) { #expect(cells.text.count <= 16 * bytes.count) }
        }
    }
}
