/** The page's own words; what the rules say comes with the data. */
const words = {
  de: {
    title: 'Bericht über Funde', skip: 'Zum Inhalt', views: 'Ansichten', overview: 'Überblick', findings: 'Funde',
    incident: 'Vorfallblatt', language: 'Sprache', theme: 'Darstellung', themeAuto: 'automatisch', themeLight: 'hell',
    themeDark: 'dunkel', print: 'Drucken', keys: 'Tastenkürzel', close: 'Schließen',
    severity: 'Schwere', severities: ['Hinweis', 'niedrig', 'mittel', 'hoch', 'kritisch'],
    confidence: 'Sicherheit', confidences: ['wenig sicher', 'ziemlich sicher', 'sehr sicher'],
    confidenceShort: ['gering', 'mittel', 'hoch'],
    kind: 'Art', pack: 'Paket', rule: 'Regel', file: 'Datei', value: 'Wert', channel: 'Kanal', excerpt: 'Ausschnitt',
    place: 'Stelle', day: 'Tag', time: 'Zeit', verdict: 'Entscheid', decision: 'Entscheidung', message: 'Nachricht',
    any: 'alle', none: 'keine', from: 'von', to: 'bis', group: 'Gruppieren', search: 'Suchen',
    searchHint: 'Ausschnitt, Regel, Datei …', filters: 'Funde filtern', reset: 'Filter leeren', more: 'Weitere Filter',
    channels: { mail: 'Mail', chat: 'Chat', forum: 'Forum', social: 'Soziale Medien', file: 'Datei' },
    actions: { pass: 'durchlassen', tag: 'kennzeichnen', advise: 'hinweisen', confirm: 'nachfragen', hold: 'anhalten', refuse: 'ablehnen' },
    audiences: { internal: 'innerhalb des Hauses', partner: 'bei Partnern', public: 'öffentlich' },
    roles: { own: 'aus dem eigenen Haus', customer: 'Kundschaft', other: 'andere', unknown: 'nicht bekannt' },
    decisions: { known: 'bekannt', 'false-alarm': 'Fehlalarm', accepted: 'akzeptiert', fixed: 'behoben', new: 'offen' },
    back: 'war behoben und ist wieder da',
    some: n => n === 1 ? '1 Fund' : `${number(n)} Funde`,
    shown: (n, of) => n === of ? `${words.de.some(n)}` : `${number(n)} von ${words.de.some(of)}`,
    groups: n => n === 1 ? 'in 1 Gruppe' : `in ${number(n)} Gruppen`,
    limit: (kept, all) => `Die Tabelle zeigt die ${number(kept)} schwersten von ${number(all)} Funden; Überblick und Summen zählen alle.`,
    nothing: 'Nichts gefunden', nothingHere: 'Kein Fund passt zu diesem Filter.',
    nothingScanned: 'Es wurde nichts gelesen.',
    nothingText: 'In allem, was gelesen wurde, steht nichts, wonach die Regeln suchen.',
    nothingGaps: 'Das gilt nur für das Gelesene: Manches konnte nicht oder nicht bis zum Ende gelesen werden.',
    amount: (files, messages, bytes) => `${files === 1 ? '1 Datei' : number(files) + ' Dateien'}, ${messages === 1 ? '1 Nachricht' : number(messages) + ' Nachrichten'}, ${amount(bytes)} Text`,
    headline: n => n === 1 ? '1 Fund in' : `${number(n)} Funde in`,
    read: 'Gelesen am', interrupted: 'Der Lauf wurde unterbrochen; der Bericht zeigt das bis dahin Gelesene.',
    bySeverity: 'Nach Schwere und Sicherheit', overTime: 'Über die Zeit', byPack: 'Nach Paket', byChannel: 'Nach Kanal',
    byKind: 'Nach Art', coverage: 'Was gelesen wurde und was nicht', wide: 'Werte an vielen Stellen',
    wideHint: 'Derselbe Wert, wo immer er steht.', places: 'Stellen', filesWord: 'Dateien', total: 'gesamt',
    units: { day: 'je Tag', week: 'je Woche', month: 'je Monat', year: 'je Jahr' },
    undated: n => `${words.de.some(n)} ohne Datum`,
    few: 'weniger als 5 Personen', fewHint: 'Gezählt wird nur, wo die Nachrichten von mindestens fünf Personen stammen; sonst ließe die Zahl auf Einzelne schließen.',
    fewShort: '< 5 Pers.', asTable: 'Als Tabelle', noDates: 'Die Nachrichten tragen kein Datum.',
    fewDays: 'Für keinen Zeitraum stammen die Nachrichten von mindestens fünf Personen; deshalb steht hier keine Verteilung.',
    readFiles: 'gelesen', messages: 'Nachrichten', skipped: 'übersprungen', skippedHint: 'ohne Text, zum Beispiel Bilder und Programme',
    unsupported: 'nicht lesbar', unsupportedHint: 'enthält Text, den das Programm nicht lesen kann',
    partial: 'unvollständig', partialHint: 'nicht bis zum Ende gelesen; solche Dateien gelten nicht als unauffällig',
    ignored: 'ausgelassen', ignoredHint: 'durch Angaben beim Aufruf', below: 'unter der Schwelle', belowHint: 'schwächere Treffer, nicht gezeigt',
    files: n => n === 1 ? '1 Datei' : `${number(n)} Dateien`, allRead: 'Alles wurde bis zum Ende gelesen.',
    andMore: n => `… und ${number(n)} weitere`, reasons: 'Gründe zeigen', reason: 'Grund', path: 'Pfad',
    run: 'Angaben zum Lauf', runID: 'Lauf', version: 'Version', rulesHash: 'Regelwerk (SHA-256)', policyHash: 'Richtlinie (SHA-256)',
    policyFile: 'Richtlinie', arguments: 'Aufruf', seconds: 'Dauer', runs: n => `${number(n)} Läufe`,
    masked: 'Werte sind maskiert, Namen durch Pseudonyme ersetzt. Der Bericht führt keine Zahlen zu einzelnen Personen.',
    revealed: 'Dieser Bericht zeigt Werte unmaskiert. Er ist vertraulich zu behandeln.',
    because: 'Was dafür spricht', why: 'Warum das heikel ist', instead: 'Was stattdessen hilft', ask: 'Wen man fragt',
    within: t => `antwortet innerhalb von ${t}`, also: 'Auch erkannt von', sameValue: 'Derselbe Wert an anderen Stellen',
    sameNone: 'Dieser Wert steht nur hier.', showAll: 'Alle in der Tabelle', policyRule: 'Zeile der Richtlinie',
    noVerdict: 'keine Richtlinie in Kraft', fingerprint: 'Fingerabdruck', copyLink: 'Verweis kopieren', copied: 'Kopiert',
    context: 'Im Gespräch', before: 'davor', after: 'danach', here: 'dieser Fund', layer: 'Schicht', part: 'Teil', line: 'Zeile',
    column: 'Spalte', author: 'Geschrieben von', audience: 'Erreicht', next: 'Nächster', previous: 'Voriger', detail: 'Einzelheiten',
    layers: [['own', 'selbst geschrieben'], ['quoted', 'zitiert'], ['forwarded', 'weitergeleitet'], ['signature', 'Signatur'], ['disclaimer', 'Fußtext']],
    parts: { body: 'Text', subject: 'Betreff', 'display-name': 'Anzeigename', address: 'Adresse', 'file-name': 'Dateiname', attachment: 'Anhang', blob: 'kodierter Block', comment: 'Kommentar', label: 'Einstufung' },
    missing: 'Dieser Fund steht nicht in der Tabelle.',
    personal: 'Persönliche Daten in:', scope: 'Grundlage', scopeAll: 'alle Funde', scopeFilter: 'was der Filter der Tabelle zeigt',
    scopeRows: (kept, all) => `Grundlage sind die ${number(kept)} schwersten von ${number(all)} Funden.`,
    incidentTitle: 'Vorfallblatt', incidentSub: 'Tatsachen für eine Meldung nach Art. 33 DSGVO',
    incidentHint: 'Ob ein Vorfall vorliegt und ob er zu melden ist, entscheidet ein Mensch. Das Blatt stellt zusammen, was das Programm weiß; die offenen Felder füllt aus, wer den Vorgang kennt.',
    kinds: 'Arten der Daten', distinct: 'verschiedene Werte', about: n => `etwa ${number(n)}`, sources: 'Fundorte', period: 'Zeitraum',
    periodNone: 'Die Nachrichten tragen kein Datum.', unread: 'Was nicht gelesen werden konnte',
    distinctHint: 'Verschiedene Werte sind nicht gleich der Zahl betroffener Menschen: Ein Mensch kann mehrere Nummern haben, eine Nummer zu mehreren gehören.',
    openFields: 'Von Hand zu ergänzen', field: ['Bekannt geworden am (ab da laufen 72 Stunden)', 'Was geschehen ist', 'Betroffene Personen: Gruppen und ungefähre Zahl', 'Wahrscheinliche Folgen', 'Ergriffene und vorgeschlagene Maßnahmen', 'Anlaufstelle (Datenschutzbeauftragte Person)'],
    noPersonal: 'In den gewählten Paketen gibt es keine Funde.', proof: 'Nachweis', printSheet: 'Blatt drucken',
    printedRows: (n, of) => n < of ? `Gedruckt sind die ersten ${number(n)} von ${number(of)}; ein engerer Filter druckt andere.` : '',
    evidence: {
      valid: () => 'Die Prüfziffer stimmt.', invalid: () => 'Die Prüfziffer stimmt nicht.', pattern: () => 'Die Form des Textes passt.',
      near: e => !('distance' in e) ? `„${e.word}“ steht in einem anderen Teil der Nachricht.` : e.distance === 0 ? `„${e.word}“ steht unmittelbar daneben.` : e.distance === 1 ? `„${e.word}“ steht ein Zeichen entfernt.` : `„${e.word}“ steht ${number(e.distance)} Zeichen entfernt.`,
      layer: e => `Es steht in der Schicht „${layerName(e.layer)}“.`, part: e => `Es steht im Teil „${partName(e.part)}“.`,
      channel: e => `Der Weg ist „${channelName(e.channel)}“.`, distinct: e => `${number(e.count)} verschiedene gültige Werte stehen hier.`,
    },
    keyList: [['/', 'Suchen'], ['j  k', 'nächster, voriger Fund'], ['↑  ↓', 'Zeile wechseln'], ['Eingabe', 'Einzelheiten öffnen, Gruppe auf- und zuklappen'], ['→  ←', 'Gruppe auf- und zuklappen'], ['Esc', 'schließen, zurück zur Tabelle'], ['1  2  3', 'Überblick, Funde, Vorfallblatt'], ['?', 'diese Liste']],
  },
  en: {
    title: 'Report on findings', skip: 'Skip to content', views: 'Views', overview: 'Overview', findings: 'Findings',
    incident: 'Incident sheet', language: 'Language', theme: 'Appearance', themeAuto: 'automatic', themeLight: 'light',
    themeDark: 'dark', print: 'Print', keys: 'Keyboard shortcuts', close: 'Close',
    severity: 'Severity', severities: ['info', 'low', 'medium', 'high', 'critical'],
    confidence: 'Confidence', confidences: ['low confidence', 'medium confidence', 'high confidence'],
    confidenceShort: ['low', 'medium', 'high'],
    kind: 'Kind', pack: 'Pack', rule: 'Rule', file: 'File', value: 'Value', channel: 'Channel', excerpt: 'Excerpt',
    place: 'Place', day: 'Day', time: 'Time', verdict: 'Verdict', decision: 'Decision', message: 'Message',
    any: 'all', none: 'none', from: 'from', to: 'to', group: 'Group by', search: 'Search',
    searchHint: 'excerpt, rule, file …', filters: 'Filter findings', reset: 'Clear filters', more: 'More filters',
    channels: { mail: 'mail', chat: 'chat', forum: 'forum', social: 'social media', file: 'file' },
    actions: { pass: 'pass', tag: 'tag', advise: 'advise', confirm: 'confirm', hold: 'hold', refuse: 'refuse' },
    audiences: { internal: 'inside the house', partner: 'partners', public: 'the public' },
    roles: { own: 'own staff', customer: 'customers', other: 'others', unknown: 'not known' },
    decisions: { known: 'known', 'false-alarm': 'false alarm', accepted: 'accepted', fixed: 'fixed', new: 'open' },
    back: 'was fixed and is back',
    some: n => n === 1 ? '1 finding' : `${number(n)} findings`,
    shown: (n, of) => n === of ? `${words.en.some(n)}` : `${number(n)} of ${words.en.some(of)}`,
    groups: n => n === 1 ? 'in 1 group' : `in ${number(n)} groups`,
    limit: (kept, all) => `The table shows the gravest ${number(kept)} of ${number(all)} findings; overview and totals count all of them.`,
    nothing: 'Nothing found', nothingHere: 'No finding fits this filter.',
    nothingScanned: 'Nothing was read.',
    nothingText: 'Nothing of what was read holds what the rules look for.',
    nothingGaps: 'That is true of what was read only: some things could not be read, or not to their end.',
    amount: (files, messages, bytes) => `${files === 1 ? '1 file' : number(files) + ' files'}, ${messages === 1 ? '1 message' : number(messages) + ' messages'}, ${amount(bytes)} of text`,
    headline: n => n === 1 ? '1 finding in' : `${number(n)} findings in`,
    read: 'Read on', interrupted: 'The run was interrupted; the report shows what was read until then.',
    bySeverity: 'By severity and confidence', overTime: 'Over time', byPack: 'By pack', byChannel: 'By channel',
    byKind: 'By kind', coverage: 'What was read and what was not', wide: 'Values in many places',
    wideHint: 'The same value, wherever it stands.', places: 'places', filesWord: 'files', total: 'total',
    units: { day: 'per day', week: 'per week', month: 'per month', year: 'per year' },
    undated: n => `${words.en.some(n)} without a date`,
    few: 'fewer than 5 people', fewHint: 'Numbers are given only where the messages come from at least five people; else a number would point at individuals.',
    fewShort: '< 5 people', asTable: 'As a table', noDates: 'The messages carry no date.',
    fewDays: 'In no period do the messages come from at least five people; so no distribution is shown.',
    readFiles: 'read', messages: 'messages', skipped: 'skipped', skippedHint: 'without text, such as pictures and programs',
    unsupported: 'unsupported', unsupportedHint: 'holds text that the program cannot read',
    partial: 'partial', partialHint: 'not read to the end; such files do not count as clean',
    ignored: 'left out', ignoredHint: 'by options of the command', below: 'under the threshold', belowHint: 'weaker matches, not shown',
    files: n => n === 1 ? '1 file' : `${number(n)} files`, allRead: 'Everything was read to its end.',
    andMore: n => `… and ${number(n)} more`, reasons: 'Show reasons', reason: 'Reason', path: 'Path',
    run: 'About the run', runID: 'Run', version: 'Version', rulesHash: 'Rules (SHA-256)', policyHash: 'Policy (SHA-256)',
    policyFile: 'Policy', arguments: 'Command', seconds: 'Duration', runs: n => `${number(n)} runs`,
    masked: 'Values are masked and names replaced by pseudonyms. The report holds no figure on any one person.',
    revealed: 'This report shows values without masks. Treat it as confidential.',
    because: 'What speaks for it', why: 'Why it is delicate', instead: 'What helps instead', ask: 'Whom to ask',
    within: t => `answers within ${t}`, also: 'Also matched by', sameValue: 'The same value in other places',
    sameNone: 'This value stands only here.', showAll: 'All of them in the table', policyRule: 'Line of the policy',
    noVerdict: 'no policy in force', fingerprint: 'Fingerprint', copyLink: 'Copy link', copied: 'Copied',
    context: 'In the conversation', before: 'before', after: 'after', here: 'this finding', layer: 'Layer', part: 'Part', line: 'Line',
    column: 'Column', author: 'Written by', audience: 'Reaches', next: 'Next', previous: 'Previous', detail: 'Details',
    layers: [['own', 'written here'], ['quoted', 'quoted'], ['forwarded', 'forwarded'], ['signature', 'signature'], ['disclaimer', 'footer']],
    parts: { body: 'text', subject: 'subject', 'display-name': 'display name', address: 'address', 'file-name': 'file name', attachment: 'attachment', blob: 'encoded block', comment: 'comment', label: 'sensitivity label' },
    missing: 'This finding is not in the table.',
    personal: 'Personal data in:', scope: 'Based on', scopeAll: 'all findings', scopeFilter: 'what the table’s filter shows',
    scopeRows: (kept, all) => `Based on the gravest ${number(kept)} of ${number(all)} findings.`,
    incidentTitle: 'Incident sheet', incidentSub: 'Facts for a notification under Art. 33 GDPR',
    incidentHint: 'Whether there is an incident, and whether it has to be notified, is for people to decide. The sheet puts together what the program knows; the open fields are for whoever knows the case.',
    kinds: 'Kinds of data', distinct: 'distinct values', about: n => `about ${number(n)}`, sources: 'Where it was found', period: 'Period',
    periodNone: 'The messages carry no date.', unread: 'What could not be read',
    distinctHint: 'Distinct values are not the number of people concerned: one person may have several numbers, one number may belong to several people.',
    openFields: 'To be filled in by hand', field: ['Became known on (the 72 hours begin here)', 'What happened', 'People concerned: groups and approximate number', 'Likely consequences', 'Measures taken and proposed', 'Point of contact (data protection officer)'],
    noPersonal: 'There are no findings in the chosen packs.', proof: 'Provenance', printSheet: 'Print the sheet',
    printedRows: (n, of) => n < of ? `The first ${number(n)} of ${number(of)} are printed; a narrower filter prints others.` : '',
    evidence: {
      valid: () => 'The check digit is right.', invalid: () => 'The check digit is wrong.', pattern: () => 'The form of the text fits.',
      near: e => !('distance' in e) ? `“${e.word}” stands in another part of the message.` : e.distance === 0 ? `“${e.word}” stands right beside it.` : e.distance === 1 ? `“${e.word}” stands one character away.` : `“${e.word}” stands ${number(e.distance)} characters away.`,
      layer: e => `It stands in the layer “${layerName(e.layer)}”.`, part: e => `It stands in the part “${partName(e.part)}”.`,
      channel: e => `The channel is “${channelName(e.channel)}”.`, distinct: e => `${number(e.count)} different valid values stand here.`,
    },
    keyList: [['/', 'search'], ['j  k', 'next, previous finding'], ['↑  ↓', 'change the row'], ['Enter', 'open details, open and close a group'], ['→  ←', 'open and close a group'], ['Esc', 'close, back to the table'], ['1  2  3', 'overview, findings, incident sheet'], ['?', 'this list']],
  },
};
/** What the default packs are called; packs of one's own go by the names of their folders. */
const packNames = {
  'all-hands': { de: 'Mitteilungen an die Belegschaft', en: 'Messages to all staff' },
  'company-secrets': { de: 'Betriebs- und Geschäftsgeheimnisse', en: 'Trade secrets' },
  credentials: { de: 'Zugangsdaten', en: 'Credentials' },
  'customer-data': { de: 'Kundendaten', en: 'Customer data' },
  'customer-respect': { de: 'Umgang mit Kunden', en: 'Respect for customers' },
  departure: { de: 'Weggang', en: 'Departure' },
  elicitation: { de: 'Ausfragen', en: 'Elicitation' },
  financial: { de: 'Zahlungsdaten', en: 'Payment data' },
  insider: { de: 'Insiderinformationen', en: 'Inside information' },
  'internal-infrastructure': { de: 'Interne Infrastruktur', en: 'Internal infrastructure' },
  markings: { de: 'Vertraulichkeitsvermerke', en: 'Confidentiality markings' },
  operations: { de: 'Betrieb und Einsatz', en: 'Operations' },
  'people-and-organisation': { de: 'Menschen und Organisation', en: 'People and organisation' },
  'personal-data': { de: 'Personenbezogene Daten', en: 'Personal data' },
  'self-identification': { de: 'Selbstauskunft', en: 'Self-identification' },
};
let language = 'en';
let formats = {};

/** The page's words in the language that is chosen. */
const t = () => words[language];

function setLanguage(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  // 03/04/2026 is read in two ways, so English days have the month as a word.
  const place = chosen === 'en' ? 'en-GB' : chosen;
  const month = chosen === 'en' ? 'short' : '2-digit';
  const dates = options => new Intl.DateTimeFormat(place, { timeZone: 'UTC', ...options });
  formats = {
    number: new Intl.NumberFormat(chosen),
    day: dates({ year: 'numeric', month, day: '2-digit' }),
    month: dates({ year: 'numeric', month: 'short' }),
    short: dates({ day: 'numeric', month: 'short' }),
    long: dates({ dateStyle: 'long' }),
    time: dates({ year: 'numeric', month, day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  };
}

const number = n => formats.number.format(n);

/** An amount of bytes as people read it. */
function amount(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (bytes >= 999.5 && unit < 4) { bytes /= 1000; unit += 1; }
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: unit && bytes < 99.95 ? 1 : 0 }).format(bytes)} ${units[unit]}`;
}

/** What a text in several languages says in the chosen one, else in any. */
const say = text => text?.[language] ?? text?.en ?? text?.de ?? '';

const channelName = name => t().channels[name || 'file'] ?? name;
const partName = name => t().parts[name || 'body'] ?? name;

/** `quoted:2` is said as *quoted (2)*. */
function layerName(layer) {
  const [kind, depth] = (layer || 'own').split(':');
  const known = t().layers.find(([key]) => key === kind);
  return (known?.[1] ?? kind) + (depth > 1 ? ` (${depth})` : '');
}
