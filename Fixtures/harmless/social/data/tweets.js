window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "1900000000000000000",
   "created_at": "Sat May 02 08:57:00 +0000 2026",
   "full_text": "Stolz wie Oskar: Unsere Azubis haben heute ihr erstes eigenes Werkstück gegossen. Einen Fuchs! #Ausbildung #Gießerei",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000007919",
   "created_at": "Sat May 02 11:54:00 +0000 2026",
   "full_text": "Betriebsausflug nach Dresden mit 24 Leuten, einer Gitarre und null Verspätung. Geht doch! #Betriebsausflug",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000015838",
   "created_at": "Sat May 02 15:25:00 +0000 2026",
   "full_text": "Excel-Schulung, Tag 2. Der SVERWEIS und ich sind jetzt per Du. #Weiterbildung",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000023757",
   "created_at": "Sat May 02 20:47:00 +0000 2026",
   "full_text": "Der RE4 steht mal wieder im Wald. Schöner Wald, aber trotzdem.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000031676",
   "created_at": "Sun May 03 03:37:00 +0000 2026",
   "full_text": "Kuchen im Büro. Wer hat Geburtstag? Egal. Kuchen!",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000039595",
   "created_at": "Sun May 03 07:29:00 +0000 2026",
   "full_text": "Liebe Bahn, 40 Minuten ohne Durchsage sind eine lange Zeit, wenn man Hunger hat.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000047514",
   "created_at": "Sun May 03 13:57:00 +0000 2026",
   "full_text": "Team „Die Schnecken“ beim Firmenlauf: 35 Mitarbeiter am Start, 35 im Ziel, ein verlorener Schuh. #Firmenlauf",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000055433",
   "created_at": "Sun May 03 16:02:00 +0000 2026",
   "full_text": "Wir suchen Verstärkung! Elektriker (m/w/d), unbefristet, 30 Tage Urlaub, gute Laune vorhanden. Bewerbung bitte über unsere Website. #Jobs",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000063352",
   "created_at": "Sun May 03 17:50:00 +0000 2026",
   "full_text": "Heute Blutspende in der Kantine. 61 Beutel, danke an alle mit Mut in der Armbeuge!",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000071271",
   "created_at": "Mon May 04 01:12:00 +0000 2026",
   "full_text": "Sommerfest der Feuerwehr, die Band spielt seit zwei Stunden dasselbe Lied, und keiner will, dass sie aufhört.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000079190",
   "created_at": "Mon May 04 04:45:00 +0000 2026",
   "full_text": "Neue Kollegin im Team. Hat am ersten Tag die Kaffeemaschine repariert. Wir geben sie nicht mehr her. #Willkommen",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000087109",
   "created_at": "Mon May 04 10:52:00 +0000 2026",
   "full_text": "Messe, Tag 3: Füße platt, Stimme weg, Stand voll. Kommt uns besuchen, Halle 6, gleich am Eingang! #Messe",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000095028",
   "created_at": "Mon May 04 17:42:00 +0000 2026",
   "full_text": "Unsere Kunden sind die besten: Heute kam ein Paket mit selbst gemachter Marmelade an.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000102947",
   "created_at": "Mon May 04 23:46:00 +0000 2026",
   "full_text": "Wer ist eigentlich auf die Idee gekommen, Montage so früh in der Woche beginnen zu lassen?",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000110866",
   "created_at": "Tue May 05 03:14:00 +0000 2026",
   "full_text": "Tag der offenen Tür im Wasserwerk. Mein Kind will jetzt Pumpe werden.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000118785",
   "created_at": "Tue May 05 08:51:00 +0000 2026",
   "full_text": "Zehn Jahre im selben Betrieb, und ich verlaufe mich immer noch auf dem Weg zur Kantine. #Jubiläum",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000126704",
   "created_at": "Tue May 05 09:44:00 +0000 2026",
   "full_text": "Der neue Radweg ist da. Zwei Meter breit, endet an einem Baum. Schöner Baum.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000134623",
   "created_at": "Tue May 05 10:34:00 +0000 2026",
   "full_text": "Danke an den Busfahrer der Linie 12, der heute zurückgesetzt hat, weil ein Opa gewunken hat.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000142542",
   "created_at": "Tue May 05 20:00:00 +0000 2026",
   "full_text": "Feierabendbier mit der Spätschicht, Sonnenuntergang über Halle 2 inklusive. #Feierabend",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000150461",
   "created_at": "Tue May 05 22:00:00 +0000 2026",
   "full_text": "Spannender Vortrag über Datenschutz gestern an der VHS. Fazit: Passwörter gehören nicht auf Klebezettel. #Schulung",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000158380",
   "created_at": "Wed May 06 04:37:00 +0000 2026",
   "full_text": "Unsere Praktikantin hat ein Plakat für das Sommerfest gemalt. Es hat einen Oktopus mit acht Bratwürsten. Großartig.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000166299",
   "created_at": "Wed May 06 06:47:00 +0000 2026",
   "full_text": "Moorstedt – Nordhafen 2:2 nach 0:2! Was für eine zweite Halbzeit. #Kreisliga",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000174218",
   "created_at": "Wed May 06 09:59:00 +0000 2026",
   "full_text": "Wir haben heute 640 Solarmodule eingeweiht. Der Bürgermeister hat den Knopf gedrückt, und es passierte: nichts. Es war bewölkt. #Sonnenstrom",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000182137",
   "created_at": "Wed May 06 13:35:00 +0000 2026",
   "full_text": "Frage an die Runde: Rhabarberkuchen mit oder ohne Baiser? Das Büro ist gespalten.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000190056",
   "created_at": "Wed May 06 22:32:00 +0000 2026",
   "full_text": "Mein Chef hat heute den Müll rausgebracht. Ich hab's gesehen. Alle haben es gesehen. #Vorbild",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000197975",
   "created_at": "Thu May 07 00:20:00 +0000 2026",
   "full_text": "Drei Jahre Ausbildung, heute Freisprechung. Danke an alle, die mir gezeigt haben, wo der Hammer hängt! #Geselle",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000205894",
   "created_at": "Thu May 07 02:49:00 +0000 2026",
   "full_text": "Der Weihnachtsmarkt ist aufgebaut. Es sind 17 Grad. Der Glühwein hat einen Schirm.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000213813",
   "created_at": "Thu May 07 06:15:00 +0000 2026",
   "full_text": "Unser Stand ist fertig, die Kekse sind aufgegessen, und die Messe hat noch nicht mal angefangen.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000221732",
   "created_at": "Thu May 07 14:55:00 +0000 2026",
   "full_text": "Reparaturcafé: 26 von 34 Geräten gerettet. Der Toaster von Frau Ott ist älter als ich und läuft. #Reparieren",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000229651",
   "created_at": "Thu May 07 19:12:00 +0000 2026",
   "full_text": "Kinder zu Besuch in der Lehrwerkstatt. Frage des Tages: „Schlafen die Roboter auch?“ #Girlsday",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000237570",
   "created_at": "Fri May 08 00:52:00 +0000 2026",
   "full_text": "Liebe Kolleginnen und Kollegen, danke für die Blumen! Ich winke aus dem Krankenhaus, das Knie ist wieder heil. Eure Christa",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000245489",
   "created_at": "Fri May 08 08:17:00 +0000 2026",
   "full_text": "Heute mit dem Rad zur Arbeit, 14 Kilometer, Gegenwind in beide Richtungen. #Stadtradeln",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000253408",
   "created_at": "Fri May 08 12:50:00 +0000 2026",
   "full_text": "Beim Bäcker gehört: „Ein Brot bitte, aber eins mit guter Laune.“ Hat sie bekommen.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000261327",
   "created_at": "Fri May 08 21:41:00 +0000 2026",
   "full_text": "Die Katze liegt auf der Tastatur und hat an alle geschrieben. Sinngemäß: jjjjjjjjjjjj.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000269246",
   "created_at": "Sat May 09 01:57:00 +0000 2026",
   "full_text": "Museumstipp: Hundert Jahre Dampf bei Kern &amp; Söhne, Eintritt frei, und man darf an der Pfeife ziehen.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000277165",
   "created_at": "Sat May 09 07:44:00 +0000 2026",
   "full_text": "Unsere Lieferung Blumenzwiebeln kam heute, alle 400. Wer hilft am Samstag beim Einpflanzen vor der Schule?",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000285084",
   "created_at": "Sat May 09 14:30:00 +0000 2026",
   "full_text": "Wir sagen Danke: 3.120 Euro sind beim Kuchenverkauf für das Tierheim zusammengekommen! #Spende",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000293003",
   "created_at": "Sat May 09 18:55:00 +0000 2026",
   "full_text": "Seminar „Geschäftsgeheimnisse schützen“: viel gelernt, gut gegessen, nichts verraten. #Weiterbildung",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000300922",
   "created_at": "Sun May 10 00:59:00 +0000 2026",
   "full_text": "Die Presse schreibt über unsere Lehrlinge! Link zum Artikel im Profil. Wir sind ganz aus dem Häuschen.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000308841",
   "created_at": "Sun May 10 10:39:00 +0000 2026",
   "full_text": "Krawatte zu Hause vergessen, Vorstellungsgespräch gerettet mit dem Schal vom Hausmeister. Danke, Herr Wenk!",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000316760",
   "created_at": "Sun May 10 20:11:00 +0000 2026",
   "full_text": "Warum ist der letzte Keks in der Dose immer der mit der Rosine?",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000324679",
   "created_at": "Mon May 11 04:23:00 +0000 2026",
   "full_text": "Public Viewing in der Kantine, Freibier bis zum ersten Tor. Es wurde ein langer, torloser Abend.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000332598",
   "created_at": "Mon May 11 11:42:00 +0000 2026",
   "full_text": "Nach 43 Jahren geht heute unser Pförtner Karl in Rente. Er kannte jedes Auto und jeden Hund. Mach's gut, Karl! #Danke",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000340517",
   "created_at": "Mon May 11 20:50:00 +0000 2026",
   "full_text": "Wir laufen für den guten Zweck: je Runde ein Euro fürs Hospiz. Beine schwer, Herz leicht. #Spendenlauf",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000348436",
   "created_at": "Tue May 12 04:10:00 +0000 2026",
   "full_text": "Neues aus dem Schulgarten: Die Radieschen sind da, die Schnecken auch. Verhandlungen laufen.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000356355",
   "created_at": "Tue May 12 10:00:00 +0000 2026",
   "full_text": "Mein erster Halbmarathon! 2:14 Stunden, eine Blase, null Reue. #Laufen",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000364274",
   "created_at": "Tue May 12 15:20:00 +0000 2026",
   "full_text": "An alle, die heute arbeiten müssen: Ihr seid großartig. An alle, die frei haben: gießt die Blumen der anderen.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000372193",
   "created_at": "Tue May 12 23:18:00 +0000 2026",
   "full_text": "Stromausfall im ganzen Viertel. Nachbarn sitzen auf der Treppe und reden miteinander. Könnte öfter ausfallen.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000380112",
   "created_at": "Wed May 13 06:49:00 +0000 2026",
   "full_text": "Der Handwerker kam pünktlich, hat gegrüßt, gefegt und eine Rechnung geschrieben, die man lesen kann. Ich bin verliebt.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000388031",
   "created_at": "Wed May 13 07:32:00 +0000 2026",
   "full_text": "Freitag, 13 Uhr, Schraube locker. Also am Stuhl. Hoffe ich. #Büroalltag",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000395950",
   "created_at": "Wed May 13 12:19:00 +0000 2026",
   "full_text": "Plattdeutscher Abend im Gemeindehaus: Ich habe gelacht, ohne ein Wort zu verstehen.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000403869",
   "created_at": "Wed May 13 15:57:00 +0000 2026",
   "full_text": "Die neue Ausgabe der Werkzeitung liegt im Foyer. Seite 4: Klaus und der Kaffeeautomat, Teil sieben.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000411788",
   "created_at": "Thu May 14 01:40:00 +0000 2026",
   "full_text": "Unser Chor sucht Männer! Stimme egal, Hauptsache, ihr kommt. Donnerstag, 19 Uhr, Bücherei.",
   "lang": "de"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000419707",
   "created_at": "Thu May 14 09:59:00 +0000 2026",
   "full_text": "Four apprentices, four passes, one very proud training manager. #apprenticeship",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000427626",
   "created_at": "Thu May 14 16:42:00 +0000 2026",
   "full_text": "School day at the lab: 60 children, no broken laser. \"Do the robots dream?\" asked one. We are still thinking.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000435545",
   "created_at": "Fri May 15 00:05:00 +0000 2026",
   "full_text": "Train delayed by 50 minutes because of a swan. The swan looks pleased.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000443464",
   "created_at": "Fri May 15 07:12:00 +0000 2026",
   "full_text": "We are hiring! Junior technician, 30 days of leave, cake on Fridays. Details on our website. #jobs",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000451383",
   "created_at": "Fri May 15 08:10:00 +0000 2026",
   "full_text": "Company picnic: three salads, twelve kinds of cake. We have priorities. #teamday",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000459302",
   "created_at": "Fri May 15 11:19:00 +0000 2026",
   "full_text": "Finished the spreadsheet course. I can now make a pivot table and nobody can stop me. #training",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000467221",
   "created_at": "Fri May 15 20:32:00 +0000 2026",
   "full_text": "Thank you to the customer who sent us a photo of our thermometer on a mountain top. It was cold there, we can confirm.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000475140",
   "created_at": "Fri May 15 22:11:00 +0000 2026",
   "full_text": "The new bin on Mill Road has arrived. Small things.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000483059",
   "created_at": "Sat May 16 06:30:00 +0000 2026",
   "full_text": "Ten years with the same bunch today. They gave me a clock, which is either a present or a hint.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000490978",
   "created_at": "Sat May 16 12:55:00 +0000 2026",
   "full_text": "Bake sale for the animal shelter: 812 pounds! Thank you, Northgate.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000498897",
   "created_at": "Sat May 16 18:44:00 +0000 2026",
   "full_text": "First half marathon done. Slow, wet, happy.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000506816",
   "created_at": "Sat May 16 20:47:00 +0000 2026",
   "full_text": "Rain stopped play, as usual. The tea was excellent, as usual.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000514735",
   "created_at": "Sun May 17 01:41:00 +0000 2026",
   "full_text": "Our stand at the fair is ready, the biscuits are gone, and the doors have not even opened.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000522654",
   "created_at": "Sun May 17 10:26:00 +0000 2026",
   "full_text": "Shout-out to the bus driver who waited for a man with a cello.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000530573",
   "created_at": "Sun May 17 14:43:00 +0000 2026",
   "full_text": "The weather station of our apprentices says rain. The window agrees.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000538492",
   "created_at": "Sun May 17 23:21:00 +0000 2026",
   "full_text": "Retirement party for Graham at the gate, 41 years. He knew every van and every dog.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000546411",
   "created_at": "Mon May 18 00:58:00 +0000 2026",
   "full_text": "The cat sat on the keyboard during the meeting and got the most applause.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000554330",
   "created_at": "Mon May 18 04:00:00 +0000 2026",
   "full_text": "Choir tonight in the library. Whispering section fully booked.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000562249",
   "created_at": "Mon May 18 08:34:00 +0000 2026",
   "full_text": "Beach clean-up: 31 bags, two boots, one message in a bottle asking for crisps.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000570168",
   "created_at": "Mon May 18 10:14:00 +0000 2026",
   "full_text": "Proud of the team: our thermometers now help to keep vaccines cool on a long road. #proud",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000578087",
   "created_at": "Mon May 18 15:50:00 +0000 2026",
   "full_text": "Why is the last biscuit always the plain one?",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000586006",
   "created_at": "Mon May 18 18:35:00 +0000 2026",
   "full_text": "Great talk on privacy at the college. Short version: ask before you post a picture of someone.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000593925",
   "created_at": "Mon May 18 19:53:00 +0000 2026",
   "full_text": "Snow! The whole office is at the window, including the boss, who was first.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000601844",
   "created_at": "Mon May 18 23:10:00 +0000 2026",
   "full_text": "Power cut in our street. Neighbours on the steps, someone with a guitar. Could be worse.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000609763",
   "created_at": "Tue May 19 06:27:00 +0000 2026",
   "full_text": "Happy birthday to our old lathe, built in 1931 and still rounder than I am.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000617682",
   "created_at": "Tue May 19 16:17:00 +0000 2026",
   "full_text": "The exhibition on bridges is open. Bring a child, they explain it best.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1900000000000625601",
   "created_at": "Wed May 20 01:58:00 +0000 2026",
   "full_text": "Lost: one green scarf, knitted by my aunt, somewhere between the station and the sea.",
   "lang": "en"
  }
 }
]
