/** What was found, when and where, and what was read and what was not. */
function drawOverview() {
  const c = report.counts;
  const hasGaps = c.unsupported.total + c.partial.total > 0;
  const card = (title, ...content) => make('section', { class: 'card' }, make('h2', {}, title), ...content);
  byID('overview').replaceChildren(
    make('header', { class: 'intro' },
      make('p', { class: 'kicker' }, `${t().title} · ${t().read} ${formats.long.format(report.run.started * 1000)}`),
      make('h1', {}, report.total ? `${t().headline(report.total)} ` : `${c.files || c.messages ? t().nothing : t().nothingScanned} `, report.total ? make('span', { class: 'of' }, t().amount(c.files, c.messages, c.bytes)) : ''),
      report.total === 0 && (c.files || c.messages) ? make('p', { class: 'lead' }, `${t().amount(c.files, c.messages, c.bytes)}. ${hasGaps ? t().nothingGaps : t().nothingText}`) : '',
      report.total ? make('p', { class: 'sums' }, [4, 3, 2, 1, 0].filter(s => sumOf(s)).map(s => filterLink({ severity: severities[s] }, mark(s), make('strong', {}, number(sumOf(s))), ` ${t().severities[s]}`))) : '',
      c.interrupted ? make('p', { class: 'notice' }, t().interrupted) : '',
      report.kept < report.total ? make('p', { class: 'notice' }, t().limit(report.kept, report.total)) : '',
      report.revealed ? make('p', { class: 'notice' }, t().revealed) : ''),
    make('div', { class: report.total ? 'cards' : 'cards single' },
      report.total ? make('div', {},
        card(t().overTime, ...timeCard()), card(t().bySeverity, matrix()),
        card(t().byChannel, bars(report.channelCounts, channelName, channel => ({ channel })), suppressedNote(report.channelCounts))) : '',
      make('div', {},
        card(t().coverage, coverage()),
        report.total ? card(t().byPack, bars(report.packCounts, packTitle, pack => ({ pack })), suppressedNote(report.packCounts)) : ''),
      wideValues()),
    aboutRun());
}

const sumOf = severity => report.matrix[severity].reduce((a, b) => a + b, 0);

const suppressedNote = list => list.some(([, counts]) => !counts) ? make('p', { class: 'faint note' }, t().fewHint) : '';

function timeCard() {
  const { days } = report;
  const without = days.undated ? make('p', { class: 'faint note' }, t().undated(days.undated)) : '';
  if (days.bars.length === 0) return [make('p', { class: 'faint' }, t().noDates)];
  const table = disclosure(`${t().asTable} (${t().units[days.unit]})`, timelineTable(days), { class: 'as-table' });
  if (days.bars.every(([, counts]) => !counts)) return [make('p', { class: 'faint' }, t().fewDays), without];
  return [timeline(days), legend(), days.bars.some(([, counts]) => !counts) ? make('p', { class: 'faint note' }, hatchSample(), ` ${t().few}. ${t().fewHint}`) : '', without, table];
}

function hatchSample() {
  return draw('svg', { viewBox: '0 0 14 8', class: 'sample', 'aria-hidden': 'true' }, draw('rect', { width: 14, height: 8, fill: 'url(#hatch)', class: 'few' }));
}

/** What was read, and each kind of what was not, with its reasons. */
function coverage() {
  const c = report.counts;
  const kinds = Object.entries(c.skipped).sort((a, b) => b[1] - a[1]).map(([kind, n]) => `${say(report.skippedNames[kind]) || kind} ${number(n)}`).join(', ');
  const line = (name, total, hint, detail) => make('li', { class: total ? '' : 'none' },
    make('span', { class: 'number' }, number(total)), make('span', {}, make('strong', {}, name), make('span', { class: 'faint' }, ` · ${hint}`), detail ?? ''));
  const skipped = c.skippedTotal ?? Object.values(c.skipped).reduce((a, b) => a + b, 0);
  return [
    make('ul', { class: 'coverage' },
      line(`${t().filesWord} ${t().readFiles}`, c.files, `${number(c.messages)} ${t().messages}, ${amount(c.bytes)}`),
      line(t().skipped, skipped, t().skippedHint, kinds ? make('p', { class: 'faint' }, kinds) : ''),
      line(t().unsupported, c.unsupported.total, t().unsupportedHint, gapList(c.unsupported)),
      line(t().partial, c.partial.total, t().partialHint, gapList(c.partial)),
      c.ignored ? line(t().ignored, c.ignored, t().ignoredHint) : '',
      line(t().below, c.below, t().belowHint)),
    c.unsupported.total + c.partial.total === 0 && c.files ? make('p', { class: 'good' }, t().allRead) : '',
  ];
}

/** The places with gaps, by their reason. */
function gapList(gaps, attributes = {}) {
  if (gaps.total === 0) return '';
  const reasons = new Map();
  for (const [path, message, reason] of gaps.list) {
    const name = say(reason);
    if (!reasons.has(name)) reasons.set(name, []);
    reasons.get(name).push(message ? `${path} #${message}` : path);
  }
  const lists = [...reasons].sort((a, b) => b[1].length - a[1].length).map(([reason, places]) => make('div', {}, make('p', {}, make('strong', {}, reason), ` (${number(places.length)})`),
    make('ul', { class: 'paths', tabindex: 0, 'aria-label': reason }, places.slice(0, 200).map(place => make('li', {}, place)), places.length > 200 ? make('li', {}, t().andMore(places.length - 200)) : '')));
  const rest = gaps.total - gaps.list.length;
  return disclosure(t().reasons, [lists, rest > 0 ? make('p', { class: 'faint' }, t().andMore(rest)) : ''], attributes);
}

/** Values that stand in more than one file: one cause, many places. They are shown once all of the page is there. */
function wideValues() {
  const wide = texts.isComplete ? findWide() : [];
  const isEmpty = wide.length === 0;
  return make('section', { class: 'card wide', id: 'wide', hidden: isEmpty }, isEmpty ? '' : [make('h2', {}, t().wide), make('p', { class: 'faint note' }, t().wideHint),
    plainTable([[t().value, ''], [t().kind, ''], [t().severity, ''], [t().filesWord, 'number'], [t().places, 'number']],
      wide.map(({ i, files, places }) => [filterLink({ value: names.value(findings.value[i]) }, make('span', { class: 'value' }, rowOf(i).value)), ruleTitle(ruleOf(i)), severityLabel(findings.severity[i]), number(files), number(places)]))]);
}

let wideFound = null;

function findWide() {
  if (wideFound) return wideFound;
  const pathCount = paths.length || 1;
  const packed = Float64Array.from(findings.value, (value, i) => value * pathCount + findings.path[i]).sort();
  const all = [];
  let one = null, last = -1;
  for (const pair of packed) {
    const value = Math.floor(pair / pathCount);
    if (one?.value !== value) { one = { value, files: 0, places: 0 }; all.push(one); last = -1; }
    if (pair !== last) one.files += 1;
    one.places += 1;
    last = pair;
  }
  const wide = all.filter(one => one.files > 1);
  const gravest = new Uint8Array(findings.valueCount), first = new Int32Array(findings.valueCount).fill(-1);
  for (let i = 0; i < findings.count; i++) {
    const value = findings.value[i];
    if (first[value] < 0) first[value] = i;
    gravest[value] = Math.max(gravest[value], findings.severity[i]);
  }
  wide.sort((a, b) => gravest[b.value] - gravest[a.value] || b.files - a.files || b.places - a.places || first[a.value] - first[b.value]);
  return wideFound = wide.slice(0, 10).map(({ value, files, places }) => ({ i: first[value], files, places }));
}

function aboutRun() {
  const { run, counts } = report;
  const lines = [
    [t().version, `Sluice ${run.version}`], [t().runID, run.runs > 1 ? t().runs(run.runs) : run.id], [t().rulesHash, run.rulesHash], [t().policyFile, run.policy], [t().policyHash, run.policyHash],
    [t().arguments, run.arguments.length ? `sluice ${run.arguments.join(' ')}` : ''], [t().seconds, `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(counts.seconds)} s`],
  ];
  return make('footer', { class: 'about' }, make('h2', {}, t().run),
    make('dl', {}, lines.filter(([, value]) => value).map(([name, value]) => [make('dt', {}, name), make('dd', {}, make('code', {}, value))])),
    make('p', { class: 'faint' }, report.revealed ? '' : t().masked));
}
