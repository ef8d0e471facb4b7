/** What the table is asked for; everything empty is everything. */
const emptyQuery = { q: '', severity: '', confidence: '', pack: '', rule: '', channel: '', verdict: '', decision: '', from: '', to: '', value: '', path: '', group: '', sort: '' };
const queryKeys = Object.keys(emptyQuery);
let query = { ...emptyQuery };

/** The address of a view with its filter, so that it can be sent to somebody. */
function address(wanted) {
  const parts = new URLSearchParams();
  for (const key of queryKeys) if (wanted[key]) parts.set(key, wanted[key]);
  if (wanted.finding) parts.set('finding', wanted.finding);
  const text = parts.toString();
  if (wanted.view && wanted.view !== 'findings') return `#${wanted.view}`;
  return text ? (wanted.finding ? `#${text}` : `#filter&${text}`) : '#findings';
}

/** What an address asks for; a view by its name, a finding by its fingerprint. */
function readAddress(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const wanted = { ...emptyQuery, view: 'overview', finding: parts.get('finding') || '' };
  for (const key of queryKeys) if (parts.get(key)) wanted[key] = parts.get(key);
  if (parts.has('incident')) wanted.view = 'incident';
  else if (!parts.has('overview') && (parts.has('findings') || parts.has('filter') || [...parts.keys()].length > 0)) wanted.view = 'findings';
  return wanted;
}

const setOf = text => new Set(text.split(',').filter(Boolean));

/** Which of `list` are asked for, as one flag each; all where nothing is asked. */
function flags(list, asked) {
  const wanted = setOf(asked);
  return Uint8Array.from(list, name => wanted.size === 0 || wanted.has(name) ? 1 : 0);
}

/** A day of the calendar as days since 1970. */
const dayNumber = text => Math.floor(Date.parse(`${text}T00:00:00Z`) / 1000 / secondsADay);
const dayName = day => new Date(day * secondsADay * 1000).toISOString().slice(0, 10);

/** The findings that fit, in the order that is asked for. */
function ask(wanted) {
  const severity = flags(severities, wanted.severity);
  const confidence = flags(confidences, wanted.confidence);
  const packs = flags(report.rules.map(rule => rule.pack ?? ''), wanted.pack);
  const rules = flags(report.rules.map(rule => rule.id), wanted.rule).map((flag, i) => flag & packs[i]);
  const channel = flags(channels.list.map(name => name || 'file'), wanted.channel);
  const verdict = flags(verdicts.list.map(name => name || 'none'), wanted.verdict);
  const decision = flags(decisions.list.map(name => name || 'new'), wanted.decision);
  const from = wanted.from ? dayNumber(wanted.from) : undated;
  const to = wanted.to ? dayNumber(wanted.to) : Infinity;
  const value = wanted.value ? values.ids.get(wanted.value) ?? -1 : null;
  const path = wanted.path ? paths.ids.get(wanted.path) ?? -1 : null;
  const hasWords = search(wanted.q);
  const order = ordered(wanted.sort);
  const found = new Uint32Array(findings.count);
  let count = 0;
  for (let n = 0; n < order.length; n++) {
    const i = order[n];
    if (!severity[findings.severity[i]] || !rules[findings.rule[i]] || !confidence[findings.confidence[i]]) continue;
    if (!channel[findings.channel[i]] || !verdict[findings.verdict[i]] || !decision[findings.decision[i]]) continue;
    if (findings.day[i] < from || findings.day[i] > to) continue;
    if (value !== null && findings.value[i] !== value || path !== null && findings.path[i] !== path) continue;
    if (hasWords && !hasWords(i)) continue;
    found[count++] = i;
  }
  return found.subarray(0, count);
}

/** Whether a finding holds every word of `text`, in its excerpt, rule or path; null where there is none. */
function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const texts = searchTexts();
  const holds = words.map(word => ({
    word,
    rule: Uint8Array.from(report.rules, rule => [rule.id, rule.pack ?? '', ...Object.values(rule.title ?? {})].some(name => name.toLowerCase().includes(word)) ? 1 : 0),
    path: Uint8Array.from(paths.list, path => path.toLowerCase().includes(word) ? 1 : 0),
  }));
  return i => holds.every(({ word, rule, path }) => rule[findings.rule[i]] || path[findings.path[i]] || texts[i].includes(word));
}

const orders = new Map();

/** All findings in an order; each order is made once. */
function ordered(sort) {
  const name = sort || '-severity';
  if (orders.has(name)) return orders.get(name);
  const key = name.replace('-', '');
  const sign = name.startsWith('-') ? -1 : 1;
  if (name === '-severity') {
    orders.set(name, byGravity());
    return orders.get(name);
  }
  const weight = sortWeight(key);
  const gravity = i => findings.severity[i] * 4 + findings.confidence[i];
  const order = Uint32Array.from({ length: findings.count }, (_, i) => i);
  if (weight) order.sort((a, b) => sign * (weight[a] - weight[b]) || gravity(b) - gravity(a) || a - b);
  orders.set(name, order);
  return order;
}

/** The gravest first, else in the order of the run; counted into place, for it is asked for at the start. */
function byGravity() {
  const rank = i => (4 - findings.severity[i]) * 3 + 2 - findings.confidence[i];
  const starts = new Uint32Array(16);
  for (let i = 0; i < findings.count; i++) starts[rank(i) + 1] += 1;
  for (let n = 1; n < starts.length; n++) starts[n] += starts[n - 1];
  const order = new Uint32Array(findings.count);
  for (let i = 0; i < findings.count; i++) order[starts[rank(i)]++] = i;
  return order;
}

/** A number for each finding by which `key` sorts. */
function sortWeight(key) {
  const { severity, confidence, rule, path, channel, day, verdict } = findings;
  const ranks = list => {
    const rank = new Float64Array(list.length);
    list.map((name, i) => [name, i]).sort((a, b) => a[0] < b[0] ? -1 : 1).forEach(([, i], n) => { rank[i] = n; });
    return rank;
  };
  const by = (column, rank) => Float64Array.from(column, name => rank[name]);
  switch (key) {
    case 'severity': return Float64Array.from(severity, (s, i) => s * 4 + confidence[i]);
    case 'confidence': return Float64Array.from(confidence);
    case 'kind': return by(rule, ranks(report.rules.map(one => ruleTitle(one).toLowerCase())));
    case 'path': return by(path, ranks(paths.list));
    case 'channel': return by(channel, ranks(channels.list));
    case 'verdict': return by(verdict, verdicts.list.map(name => ['pass', 'tag', 'advise', 'confirm', 'hold', 'refuse'].indexOf(name)));
    case 'time': return report.times ? Float64Array.from(findings.rows, row => row[field.time] === '' ? -Infinity : row[field.time]) : Float64Array.from(day);
    default: return null;
  }
}

/** Findings in groups, the gravest group first, then the largest. */
function grouped(found, by) {
  const keys = { rule: i => findings.rule[i], pack: i => packOf(i) ?? '', path: i => findings.path[i], value: i => findings.value[i] };
  const key = keys[by];
  if (!key) return null;
  const groups = new Map();
  for (let n = 0; n < found.length; n++) {
    const i = found[n];
    const name = key(i);
    let group = groups.get(name);
    if (!group) groups.set(name, group = { first: i, rows: [], severity: 0, isOpen: false });
    group.rows.push(i);
    if (findings.severity[i] > group.severity) group.severity = findings.severity[i];
  }
  return [...groups.values()].sort((a, b) => b.severity - a.severity || b.rows.length - a.rows.length);
}
