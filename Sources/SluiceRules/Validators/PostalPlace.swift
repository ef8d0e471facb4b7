extension Validators {
    /// A postal code and the place behind it, in Germany, Austria, Switzerland or Liechtenstein.
    ///
    /// Source: the post offices' published code areas (Deutsche Post: Leitregionen; Österreichische Post: Leitzonen;
    /// Schweizerische Post: Leitgebiete, which Liechtenstein shares). Of a large town the first two digits of its codes
    /// are known; of any other place nothing can be said.
    ///
    /// Vectors: 10115 Berlin, 8010 Graz, CH-3011 Bern and 9490 Vaduz are valid; 80331 Berlin and 1010 Graz are not; of
    /// 12345 Musterdorf nothing can be said, and 00123 is no code.
    static func postalPlace(_ value: [UInt8]) -> Validity {
        let text = String(decoding: value, as: UTF8.self)
        guard let start = text.firstIndex(where: { $0.isASCII && $0.isNumber }) else { return .invalid }
        let code = text[start...].prefix { $0.isASCII && $0.isNumber }
        let area = Int(code.prefix(2)) ?? 0
        guard code.count == 5 && (1...99).contains(area) || code.count == 4 && area >= 10 else {
            return .invalid
        }
        let place = placeName(text[code.endIndex...])
        guard let areas = (code.count == 5 ? germanAreas : alpineAreas)[place] else { return .cannotSay }
        return areas.contains(area) ? .valid : .invalid
    }

    /// The first word or words of a place, in lower case, without what tells places of one name apart.
    private static func placeName(_ rest: Substring) -> String {
        let words = rest.lowercased().split { !$0.isLetter && $0 != "." }
        guard let first = words.first else { return "" }
        let isJoined = ["bad", "sankt", "st.", "wiener", "mönchen", "bergisch"].contains(first)
        guard isJoined, words.count > 1 else { return String(first) }
        return (first == "sankt" ? "st." : String(first)) + " " + words[1]
    }

    private static func areas(_ lines: String) -> [String: Set<Int>] {
        var areas: [String: Set<Int>] = [:]
        for entry in lines.split(separator: ",") {
            let words = entry.split { $0 == " " || $0 == "\n" }
            let name = words.prefix { Int($0) == nil }.joined(separator: " ")
            areas[name, default: []].formUnion(words.compactMap { Int($0) })
        }
        return areas
    }

    private static let germanAreas = areas(
        """
        berlin 10 12 13 14, hamburg 20 21 22 27, münchen 80 81 85, köln 50 51, stuttgart 70, düsseldorf 40,
        leipzig 4, dortmund 44, essen 45 49, bremen 28, dresden 1, hannover 30, nürnberg 90, duisburg 47, bochum 44,
        wuppertal 42, bielefeld 33, bonn 53, münster 48, mannheim 68, karlsruhe 76, augsburg 86,
        wiesbaden 55 65, gelsenkirchen 45, mönchengladbach 41, aachen 52, braunschweig 38, chemnitz 9, kiel 24,
        magdeburg 39, krefeld 47, mainz 55, lübeck 23, erfurt 99, oberhausen 46, rostock 18, kassel 34,
        hagen 58, potsdam 14, saarbrücken 66, ludwigshafen 67, osnabrück 49, leverkusen 51,
        heidelberg 69, darmstadt 64, solingen 42, regensburg 93, herne 44, paderborn 33, ingolstadt 85,
        fürth 90, würzburg 97, ulm 89, heilbronn 74, pforzheim 75, wolfsburg 38, göttingen 37,
        bottrop 46, reutlingen 72, erlangen 91, bremerhaven 27, koblenz 56, bergisch gladbach 51, remscheid 42,
        trier 54, recklinghausen 45, jena 7, moers 47, salzgitter 38, gütersloh 33, hildesheim 31, hanau 63,
        cottbus 3, schwerin 19, gera 7, zwickau 8, konstanz 78, passau 94, bayreuth 95, bamberg 96, flensburg 24,
        celle 29, rosenheim 83, landshut 84, tübingen 72, ludwigsburg 71, gießen 35, fulda 36, stralsund 18
        """)

    private static let alpineAreas = areas(
        """
        wien 10 11 12 13 14, graz 80, linz 40, salzburg 50, innsbruck 60, klagenfurt 90, villach 95, wels 46,
        st. pölten 31, dornbirn 68, bregenz 69, eisenstadt 70, wiener neustadt 27, steyr 44, leoben 87,
        zürich 80, genf 12, genève 12, basel 40, bern 30, lausanne 10, winterthur 84, luzern 60, st. gallen 90,
        lugano 69, thun 36, chur 70, schaffhausen 82, zug 63, vaduz 94, schaan 94, aarau 50, neuenburg 20
        """)
}
