/** The packs whose findings are taken for personal data until somebody chooses otherwise. */
const personalPacks = new Set(['personal-data', 'customer-data', 'people-and-organisation', 'financial']);
const incidentState = { packs: null, scope: 'all', notes: [] };

function drawIncident() {
  const packs = [...new Set(report.kinds.map(kind => report.rules[kind.rule].pack ?? ''))];
  incidentState.packs ??= new Set(packs.filter(pack => personalPacks.has(pack)));
  const facts = incidentFacts();
  const { counts, run } = report;
  const heading = (n, text) => make('h2', {}, make('span', { class: 'faint' }, `${n}  `), text);
  byID('incident').replaceChildren(
    make('form', { class: 'sheet-controls', onsubmit: event => event.preventDefault() },
      make('fieldset', {}, make('legend', {}, t().personal), packs.map(pack => make('label', {}, make('input', { type: 'checkbox', checked: incidentState.packs.has(pack), onchange: event => choosePack(pack, event.target.checked) }), ` ${packTitle(pack)}`))),
      make('label', { class: 'choice' }, make('span', {}, t().scope), make('select', { id: 'scope', onchange: event => { incidentState.scope = event.target.value; drawIncident(); } },
        make('option', { value: 'all' }, t().scopeAll), make('option', { value: 'filter', selected: incidentState.scope === 'filter' }, t().scopeFilter))),
      make('button', { type: 'button', onclick: () => print() }, t().printSheet)),
    make('article', { class: 'sheet' },
      make('h1', {}, t().incidentTitle), make('p', { class: 'sub' }, t().incidentSub), make('p', { class: 'faint' }, t().incidentHint),
      facts.isCut ? make('p', { class: 'notice' }, t().scopeRows(report.kept, report.total)) : '',
      heading(1, t().kinds), kindsTable(facts),
      heading(2, t().period), make('p', {}, periodText(facts.first, facts.last)),
      heading(3, t().sources), sourcesList(facts),
      heading(4, t().unread), unread(counts),
      heading(5, t().openFields), t().field.map((label, n) => make('label', { class: 'open-field' }, make('span', {}, label), make('textarea', { rows: 2, oninput: event => { incidentState.notes[n] = event.target.value; } }, incidentState.notes[n] ?? ''))),
      heading(6, t().proof), make('p', { class: 'proof' }, [`Sluice ${run.version}`, formats.long.format(run.started * 1000), `${t().runID} ${run.id}`, `${t().rulesHash} ${run.rulesHash}`, run.policyHash ? `${t().policyHash} ${run.policyHash}` : ''].filter(Boolean).join(' · '))));
}

function choosePack(pack, isChosen) {
  if (isChosen) incidentState.packs.add(pack); else incidentState.packs.delete(pack);
  drawIncident();
}

/** The sums of the sheet: over all findings as the program counted them, or over the rows that the filter shows. */
function incidentFacts() {
  const isChosen = rule => incidentState.packs.has(rule.pack ?? '');
  const isFiltered = incidentState.scope === 'filter';
  const isCounted = isFiltered || report.kept === report.total;
  const sources = new Map();
  const kinds = new Map();
  let [first, last] = [Infinity, -Infinity];
  for (const i of isFiltered ? ask(query) : findings.severity.keys()) {
    if (!isChosen(ruleOf(i))) continue;
    sources.set(findings.path[i], (sources.get(findings.path[i]) ?? 0) + 1);
    if (!isCounted) continue;
    let kind = kinds.get(findings.rule[i]);
    if (!kind) kinds.set(findings.rule[i], kind = { rule: findings.rule[i], count: 0, values: new Set(), files: new Set(), first: Infinity, last: -Infinity });
    kind.count += 1;
    kind.values.add(findings.value[i]);
    kind.files.add(findings.path[i]);
    if (findings.day[i] !== undated) { kind.first = Math.min(kind.first, findings.day[i]); kind.last = Math.max(kind.last, findings.day[i]); }
  }
  const list = isCounted
    ? [...kinds.values()].map(kind => ({ ...kind, distinct: kind.values.size, sources: kind.files.size }))
    : report.kinds.filter(kind => isChosen(report.rules[kind.rule])).map(kind => ({ ...kind, first: kind.first ?? Infinity, last: kind.last ?? -Infinity }));
  for (const kind of list) { first = Math.min(first, kind.first); last = Math.max(last, kind.last); }
  return { list: list.sort((a, b) => b.distinct - a.distinct), sources: [...sources].sort((a, b) => b[1] - a[1]), first, last, isCut: report.kept < report.total && isFiltered };
}

const periodText = (first, last) => first > last ? t().periodNone : first === last ? dayText(first, 'long') : `${dayText(first, 'long')} – ${dayText(last, 'long')}`;

function kindsTable({ list }) {
  if (list.length === 0) return make('p', {}, t().noPersonal);
  const counted = (n, isAbout) => isAbout ? t().about(n) : number(n);
  return [
    plainTable([[t().kind, ''], [t().distinct, 'number'], [t().findings, 'number'], [t().filesWord, 'number'], [t().period, '']],
      list.map(kind => [ruleTitle(report.rules[kind.rule]), counted(kind.distinct, kind.about), number(kind.count), counted(kind.sources, kind.aboutSources), kind.first > kind.last ? '–' : kind.first === kind.last ? dayText(kind.first) : `${dayText(kind.first)} – ${dayText(kind.last)}`])),
    make('p', { class: 'faint note' }, t().distinctHint),
  ];
}

function sourcesList({ sources }) {
  if (sources.length === 0) return make('p', {}, '–');
  const shown = sources.slice(0, 40);
  return make('ul', { class: 'paths', tabindex: 0, 'aria-label': t().sources }, shown.map(([path, count]) => make('li', {}, paths[path], make('span', { class: 'faint' }, ` (${number(count)})`))), sources.length > 40 ? make('li', {}, t().andMore(sources.length - 40)) : '');
}

function unread(counts) {
  if (counts.unsupported.total + counts.partial.total === 0) return make('p', {}, t().allRead);
  return [[t().unsupported, counts.unsupported, t().unsupportedHint], [t().partial, counts.partial, t().partialHint]].filter(([, gaps]) => gaps.total > 0)
    .map(([name, gaps, hint]) => make('div', {}, make('p', {}, make('strong', {}, `${name}: ${t().files(gaps.total)}`), make('span', { class: 'faint' }, ` (${hint})`)), gapList(gaps)));
}
