/** The line of controls above the table. */
const filterForm = byID('filters');

function drawFilters() {
  const severityCounts = counts.severity;
  const asked = setOf(query.severity);
  const chips = severities.map((name, i) => make('button', {
    type: 'button', class: 'chip', 'data-severity': name, 'aria-pressed': String(asked.has(name)), disabled: severityCounts[i] === 0,
    onclick: () => toggleSeverity(name),
  }, mark(i), make('span', {}, t().severities[i]), make('span', { class: 'count' }, number(severityCounts[i])))).reverse();
  const packs = [...new Set(report.rules.map(rule => rule.pack ?? ''))].filter(Boolean);
  const rules = report.rules.filter(rule => !query.pack || setOf(query.pack).has(rule.pack ?? ''));
  const used = (key, list, fallback) => list.map(name => name || fallback).filter((_, n) => counts[key][n]);
  const more = make('details', { class: 'more', open: Boolean(query.confidence || query.verdict || query.decision || query.from || query.to) },
    make('summary', {}, t().more),
    make('div', {},
      choice('confidence', t().confidence, confidences.map((name, i) => [name, t().confidences[i]]).reverse()),
      choice('channel', t().channel, used('channel', channels, '').map(name => [name, channelName(name)])),
      choice('verdict', t().verdict, used('verdict', verdicts, 'none').map(name => [name, t().actions[name] ?? t().none])),
      choice('decision', t().decision, used('decision', decisions, 'new').map(name => [name, t().decisions[name] ?? name])),
      dateInput('from', t().from), dateInput('to', t().to)));
  const scopes = [['value', t().value, () => valueText(query.value)], ['path', t().file, () => query.path]]
    .filter(([key]) => query[key])
    .map(([key, label, text]) => make('button', { type: 'button', class: 'chip scope', onclick: () => change({ [key]: '' }) }, `${label}: `, make('strong', {}, text()), make('span', { 'aria-hidden': 'true' }, ' ✕')));
  filterForm.replaceChildren(
    make('label', { class: 'search' }, make('span', { class: 'unseen' }, t().search),
      make('input', { type: 'search', id: 'search', value: query.q, placeholder: `${t().searchHint}  ( / )`, autocomplete: 'off', spellcheck: 'false', oninput: event => change({ q: event.target.value }, { replaces: true, redrawsFilters: false }) })),
    make('div', { class: 'chips', role: 'group', 'aria-label': t().severity }, chips),
    choice('pack', t().pack, packs.map(pack => [pack, packTitle(pack)]).sort((a, b) => a[1] < b[1] ? -1 : 1)),
    choice('rule', t().kind, rules.map(rule => [rule.id, ruleTitle(rule)]).sort((a, b) => a[1] < b[1] ? -1 : 1)),
    choice('group', t().group, [['rule', t().rule], ['pack', t().pack], ['path', t().file], ['value', t().value]], t().none),
    more, ...scopes,
    make('button', { type: 'button', class: 'plain', id: 'reset', hidden: !isFiltered(), onclick: () => change({ ...emptyQuery, sort: query.sort, group: query.group }) }, t().reset));
  filterForm.onsubmit = event => event.preventDefault();
}

function choice(key, label, options, nothing = t().any) {
  return make('label', { class: 'choice' }, make('span', {}, label),
    make('select', { 'data-key': key, onchange: event => change(key === 'pack' ? { pack: event.target.value, rule: '' } : { [key]: event.target.value }) },
      make('option', { value: '' }, nothing),
      options.map(([value, text]) => make('option', { value, selected: query[key] === value }, text))));
}

function dateInput(key, label) {
  return make('label', { class: 'choice' }, make('span', {}, label),
    make('input', { type: 'date', value: query[key], 'data-key': key, onchange: event => change({ [key]: event.target.value }) }));
}

/** Whether the filter leaves anything out; order and groups do not. */
const isFiltered = () => queryKeys.some(key => query[key] && key !== 'sort' && key !== 'group');

function toggleSeverity(name) {
  const asked = setOf(query.severity);
  if (!asked.delete(name)) asked.add(name);
  change({ severity: severities.filter(one => asked.has(one)).reverse().join(',') });
}

function sortBy(sort) {
  const current = query.sort || '-severity';
  const downFirst = ['severity', 'confidence', 'time', 'verdict'].includes(sort);
  const same = current.replace('-', '') === sort;
  const wanted = same ? (current.startsWith('-') ? sort : `-${sort}`) : downFirst ? `-${sort}` : sort;
  change({ sort: wanted === '-severity' ? '' : wanted });
  grid.head.querySelector(`[data-sort="${sort}"]`)?.focus();
}

const valueText = id => {
  const i = findings.value.indexOf(names.valueNumber(id));
  return i < 0 ? id : `${rowOf(i).value} (${ruleTitle(ruleOf(i))})`;
};
