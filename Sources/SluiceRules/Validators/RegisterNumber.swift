extension Validators {
    /// An entry in a German register of companies, co-operatives, partnerships or associations, with its court.
    ///
    /// Source: §§ 376, 377 FamFG and the states' ordinances on register courts, as the Justizportal lists them. Written
    /// with the court before or behind: a register (HRA, HRB, GnR, GsR, PR, VR, GüR), up to six digits, and letters where
    /// the court added some. The court must be one that keeps a register; of one that is not known nothing is said, for
    /// courts were merged and old numbers live on.
    ///
    /// Vectors: Amtsgericht Charlottenburg, HRB 11223 B and HRB 4711, Köln are valid; of HRB 4711 Entenhausen nothing can
    /// be said; HRX 4711 Köln and HRB 0 Köln are no entries.
    static func deRegisterNumber(_ value: [UInt8]) -> Validity {
        let words = String(decoding: value, as: UTF8.self).split { " ,;:\t\r\n()/".contains($0) }
        guard let place = words.firstIndex(where: { registers.contains($0.uppercased()) }),
            place + 1 < words.count, let number = Int(words[place + 1]), (1...999_999).contains(number)
        else { return .invalid }
        var behind = words[(place + 2)...]
        if let letters = behind.first, (1...3).contains(letters.count), letters.allSatisfy(\.isUppercase) {
            behind.removeFirst()
        }
        let known = courts
        let isKnown = [words[..<place], behind].contains { side in
            side.indices.contains { index in
                known.contains(side[index].lowercased())
                    || index + 1 < side.endIndex
                        && known.contains((side[index] + " " + side[index + 1]).lowercased())
            }
        }
        return isKnown ? .valid : .cannotSay
    }

    private static let registers: Set<String> = ["HRA", "HRB", "GNR", "GSR", "PR", "VR", "GÜR"]

    /// In lower case, without what tells courts of one name apart.
    private static let courts = Set(
        """
        Aachen, Altenburg, Amberg, Ansbach, Apolda, Arnsberg, Arnstadt, Aschaffenburg, Augsburg,
        Aurich, Bad Hersfeld, Bad Homburg, Bad Kreuznach, Bad Oeynhausen, Bad Salzungen, Bamberg,
        Bayreuth, Berlin, Bielefeld, Bochum, Bonn, Braunschweig, Bremen, Charlottenburg, Chemnitz,
        Coburg, Coesfeld, Cottbus, Darmstadt, Deggendorf, Dortmund, Dresden, Duisburg, Düren,
        Düsseldorf, Eisenach, Erfurt, Eschwege, Essen, Flensburg, Frankfurt, Freiburg, Friedberg,
        Fritzlar, Fulda, Fürth, Gelsenkirchen, Gera, Gießen, Gotha, Greiz, Göttingen, Gütersloh,
        Hagen, Hamburg, Hamm, Hanau, Hannover, Heilbad Heiligenstadt, Hildburghausen, Hildesheim,
        Hof, Homburg, Ingolstadt, Iserlohn, Jena, Kaiserslautern, Kassel, Kempten, Kiel, Kleve,
        Koblenz, Korbach, Krefeld, Köln, Königstein, Landau, Landshut, Langenfeld, Lebach, Leipzig,
        Lemgo, Limburg, Ludwigshafen, Lübeck, Lüneburg, Mainz, Mannheim, Marburg, Meiningen,
        Memmingen, Merzig, Montabaur, Mönchengladbach, Mühlhausen, München, Münster,
        Neubrandenburg, Neunkirchen, Neuruppin, Neuss, Nordhausen, Nürnberg, Offenbach, Oldenburg,
        Osnabrück, Ottweiler, Paderborn, Passau, Pinneberg, Potsdam, Pößneck, Recklinghausen,
        Regensburg, Rostock, Rudolstadt, Saarbrücken, Saarlouis, Schweinfurt, Schwerin, Siegburg,
        Siegen, Sondershausen, Sonneberg, St. Ingbert, St. Wendel, Stadthagen, Stadtroda,
        Steinfurt, Stendal, Stralsund, Straubing, Stuttgart, Suhl, Sömmerda, Tostedt, Traunstein,
        Ulm, Völklingen, Walsrode, Weiden, Weimar, Wetzlar, Wiesbaden, Wittlich, Wuppertal,
        Würzburg, Zweibrücken
        """.lowercased().split { $0 == "," || $0 == "\n" }.map { $0.drop { $0 == " " } }.map(String.init))
}
