/// Words so frequent in German or English texts and mails, first names among them, that they make poor keys.
enum CommonWords {
    static func hashes(_ hash: WordHash) -> Set<UInt64> {
        var hashes: Set<UInt64> = []
        for word in words.split(whereSeparator: \.isWhitespace) {
            var folded: [UInt8] = []
            FoldedTerms.fold(String(word), into: &folded)
            unsafe folded.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                unsafe hashes.insert(WordHash.careful(base, length: bytes.count, keep: hash.keep.base))
            }
        }
        return hashes
    }

    private static let words = """
        aber about above abteilung according account across action actions actually added address
        after again against agree ahead alexander alle allen alles allow allowed almost alone along
        already also although always amanda american among amount andere anderem anderen anderer
        anderes anders andrea andreas andrew anfang anfrage angebot angela anhang anlage another
        answer anthony antwort anyone anything application april arbeit arbeiten area around article
        asked attached attachment auch aufgabe aufgrund augen august australia author available away
        back bald barbara based because become becomes been before began beginn beginnt behind beide
        beiden beim being beispiel beispielsweise bekannt bekannte bekommen bekommt believe below
        benjamin bereich bereits berlin bernd beschreibung besonders besser best beste besteht
        bestellung besten bestimmt betreff better between bevor beyond bezug bild bilder bill bisher
        bitte bleiben bleibt body book both boundary brauche brauchen braucht brian bring bringen
        bringt british brought buch build building bundes business called came cannot card care case
        cases cause center central century certain certainly chance change changed changes character
        charge charles check child children choice christian christina christine christopher church
        city class claudia clear clearly close code college come comes coming comment comments
        common community companies company complete completely computer concerned condition
        conditions consider contact content continue contract control cost could council countries
        country couple course court cover create created credit current currently dabei dadurch
        dafuer dagegen daher damals damit danach daniel dank danke dann daran darauf daraus darf
        darin darueber darum dass data date daten datum dauert david davon days dazu dead deal death
        deborah december decided decision deep default definitely denen denken denn dennis dennoch
        deren deshalb design despite dessen detail details deutlich deutsch deutsche deutschen
        deutscher deutschland develop development dezember diese diesem diesen dieser dieses
        different difficult dinge director direkt discussion disposition doch doing done door dort
        down drei duerfen durch during each early easily easy ebenfalls ebenso echt economic
        education edward effect eigene eigenen eigentlich einem einen einer eines einfach einige
        einigen einmal either elizabeth else eltern email encoding ende endlich energy englisch
        english enjoy enough entfernt entire entweder erfahrung erfolg ergebnis erhalten error erste
        ersten erster erstmal especially etwas europa europaeischen even evening event events ever
        every everybody everyone everything evidence exactly example experience face facebook fact
        fahren fall falls familie family fast father favorite februar february federal feel feeling
        fehler field figure file files final finally financial find finde finden findet firma first
        five florian focus folgen folgende folgenden follow followed following food football force
        foreign form former forward forwarded found four frage fragen frank frau frauen frei freitag
        freude freuen freund freunde freundliche freundlichen friday friend friends from front
        fuehlen fuehrt full funktioniert further future game games ganze ganzen ganzer garnicht gave
        geben gebracht geburtstag gefunden gegangen gegeben gegen gegenueber gehabt gehen gehoert
        geht gekommen geld gemacht gemeinsam genau genauso general genommen genug george gerade
        gerne gesagt geschaeft geschichte geschrieben gesehen gesellschaft gesetz gestellt gestern
        gesundheit getting gewesen gewinnen gewisse geworden gibt girl give given gives glaube
        glauben gleich gleichen gleichzeitig gmbh goes going gone good google government great
        grosse grossen grosser grosses ground group groups growth gruen gruende gruesse gruessen
        grund gruppe gruss guten guter gutes guys haben haette haetten half halten hamburg hand
        handelt handy happen happened happens happy hard hatte hatten haus hause have having head
        health hear heard heart heinrich heisst held helfen hello helmut help herbert here hermann
        herr herren herrn heute hier high hilfe himself hinter hinweis history hoffe hoffentlich
        hold holding home hope hospital hour hours house however huge human hundred idea idee images
        immer important include included includes including increase india individual industry
        information inhalt innerhalb insgesamt inside instead insurance interesse interest
        interested interesting international internet into irgendwann irgendwas irgendwie issue
        issues itself jahr jahre jahren james januar january jede jedem jeden jedenfalls jeder jedes
        jedoch jemand jennifer jessica jetzt johann johannes johnson join joseph joshua juergen juli
        julia july june juni just karin kaufen kaum keep kein keine keinem keinen keiner kevin kids
        kind kinder kindern kirche klar klaus klein kleine kleinen knew know known koennen koennte
        koennten kommen kommt komplett konnte konnten kontakt kopf kosten krieg kunde kunden kurz
        laesst land lange langsam language large lassen last late later latest laufen laura least
        leave leben left leicht leider lernen lesen less letter letzte letzten letzter leute leuten
        level liebe lieben lieber liegt life light like likely limited line link links lisa list
        listen little live lives living local loesung london longer look looked looking looks lord
        lost love lower machen macht made maennern maerz mail main major make makes making manager
        manche manchmal mann many march maria mark market markus martin matter matthew maybe mean
        means media meet meeting mehr mehrere meine meinem meinen meiner meinung meisten melissa
        member members mensch menschen mention message messages michael michelle middle might
        military miller million mind minute minuten minutes miss mitarbeiter mittag mitte mittwoch
        moechte moechten moeglich moeglichkeit moeglichkeiten moment monat monate monaten monday
        money monika montag month months more morgen morning most mother move movie much muenchen
        muessen music musste mutter myself nachdem nachricht nachrichten naechste naechsten naemlich
        name namen national natuerlich nature near nearly neben need needed needs nehmen network
        never news newsletter next nicht nichts nicole niemals niemand night noch nothing notice
        november number nummer nutzen oben obwohl october oder oeffentlichen oefter oesterreich
        offen offer office official often oktober older once online only open opinion option options
        order ordnung original other others ourselves outside over page paid paper parent parents
        part partei particular partner party pass passiert past patricia patrick paul people perfect
        perhaps period person personal personen peter petra phone photo picture piece place plaetze
        plan platz play played player players playing please point points police policy political
        politik polizei position possible post posted power praesident preis present president press
        pretty previous price printable private probably probieren problem probleme problems process
        product production products produkte program programm project projekt projekte property
        provide provided prozent public published punkt question questions quickly quite quoted
        rather reach read reading ready real really reason reasons rebecca received recent recently
        rechnung recht rechte record regarding regards regierung reicht release released remember
        reply report request require required research response rest result results return review
        richard richtig richtige richtung right road robert rolle room rules runde sabine sachen
        safe sage sagen sagt sagte said same samstag sandra sarah saturday save saying says schauen
        scheint schicken schlecht schliesslich schmidt schneider schnell schoen schoene schoenen
        schon school schools schreiben schreibt schrieb schritt schueler schule schwer science
        season second section security seem seems seen seinem seinen seiner seines seite seiten
        selber selbst self sell selten send sense sent september series serious service services
        setzen several shall share short should show shows sicher sicherheit side sieht sign similar
        simple simply since single site situation small smith social society sofort sogar solche
        solchen soll sollen sollte sollten someone something sometimes sommer sondern song sonntag
        sonst soon sorry sort sound source south sowie sowohl space spaeter spass speak special
        specific spiel spiele spielen spielt spielzeit sprache staat stadt staff stage stand
        standard stark start started state statement states station statt stefan stefanie stehen
        steht stelle stellen stellt stephanie stephen steven still stimmt stop store story strasse
        street strong student students study stueck stuff stunden style subject success such suche
        suchen summer sunday support sure susan susanne system systems table tage tagen take taken
        takes taking talk talking team technology teil teile telefon tell term termin terms test
        text than thank thanks that their them thema themselves then there therefore these they
        thing things think thinking third this thomas those though thought thoughts thousands thread
        three through throughout thursday time times timothy tobias tochter today together told
        tomorrow tonight took total towards town trade training transfer travel treatment trial
        tried trotz trotzdem trouble true trust trying tuesday turn turned twitter type ueber
        ueberall ueberhaupt uebrigens under understand united university unless unser unsere unserem
        unseren unserer unten unter unternehmen unterschied unterst unterstuetzung until update upon
        ursula used useful user users using usually value various vater verein vergangenen vergessen
        verkauf verlag verlieren verschiedene verschiedenen version versuchen versucht vertrag very
        video viele vielen vieles vielleicht vier view visit voellig volk voll vollkommen vorbei
        vorher vorstellen waehrend waere waeren wahl wahrscheinlich wait walk walter wann want
        wanted wants waren warten warum wasser watch watching water ways website wednesday week
        weekend weeks wege wegen weil weise weiss weit weiter weitere weiteren weitergeleitete
        weiterhin welche welchen welcher welches well welt wenig wenige weniger wenigstens wenn went
        werde werden were werner west what whatever when where whether which while white whole whose
        wichtig wichtige wieder wife will william williams window wirklich wirtschaft wish wissen
        with within without wobei woche wochen wohl wolfgang wollen wollte wollten woman women
        wonder wondering word worden words work worked working works world worth would write writing
        written wrong wuerde wuerden wunsch wurde wurden year years yesterday york young your yours
        yourself zahlen zehn zeigen zeigt zeit zeiten ziel ziemlich zimmer zukunft zumindest
        zunaechst zurueck zusammen zwar zwei zweite zweiten zwischen
        """
}
