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
  const channel = flags(channels, wanted.channel);
  const verdict = flags(verdicts.map(name => name || 'none'), wanted.verdict);
  const decision = flags(decisions.map(name => name || 'new'), wanted.decision);
  const from = wanted.from ? dayNumber(wanted.from) : undated;
  const to = wanted.to ? dayNumber(wanted.to) : Infinity;
  const value = wanted.value ? names.valueNumber(wanted.value) : null;
  const path = wanted.path ? paths.indexOf(wanted.path) : null;
  const hits = search(wanted.q);
  const order = ordered(wanted.sort), columns = findings;
  const found = new Uint32Array(columns.count);
  let count = 0;
  for (let n = 0; n < order.length; n++) {
    const i = order[n];
    if (hits && !hits[i]) continue;
    if (!severity[columns.severity[i]] || !rules[columns.rule[i]] || !confidence[columns.confidence[i]]) continue;
    if (!channel[columns.channel[i]] || !verdict[columns.verdict[i]] || !decision[columns.decision[i]]) continue;
    if (columns.day[i] < from || columns.day[i] > to) continue;
    if (value !== null && columns.value[i] !== value || path !== null && columns.path[i] !== path) continue;
    found[count++] = i;
  }
  return found.subarray(0, count);
}

/** Paths in lower case, made when somebody searches. */
let loweredPaths = null;

/** A flag for each finding that holds every word of `text`, in its excerpt, rule or path; null where there is none. */
function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  loweredPaths ??= paths.map(path => path.toLowerCase());
  const all = new Uint8Array(findings.count).fill(1);
  for (const word of words) {
    const hits = new Uint8Array(findings.count);
    texts.search(word, hits);
    addHits(hits, findings.rule, report.rules, rule => [rule.id, rule.pack ?? '', ...Object.values(rule.title ?? {})].some(name => name.toLowerCase().includes(word)));
    addHits(hits, findings.path, loweredPaths, path => path.includes(word));
    for (let i = 0; i < all.length; i++) all[i] &= hits[i];
  }
  return all;
}

/** Sets the flags of findings whose entry in `list`, which `column` says, fits. */
function addHits(hits, column, list, fits) {
  const flags = new Uint8Array(list.length);
  let any = false;
  for (let n = 0; n < list.length; n++) if (fits(list[n])) { flags[n] = 1; any = true; }
  if (any) for (let i = 0; i < hits.length; i++) hits[i] |= flags[column[i]];
}

const orders = new Map();

/** All findings in an order; each order is made once. */
function ordered(sort) {
  const name = sort || '-severity';
  if (!orders.has(name)) orders.set(name, name === '-severity' ? byGravity() : byWeight(sortWeight(name.replace('-', '')), name.startsWith('-')));
  return orders.get(name);
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

/**
 * By a whole number for each finding, equal ones by gravity.
 *
 * Numbers and places are packed into one number each, which a typed array sorts without asking anybody.
 */
function byWeight(weight, isDescending) {
  const base = ordered('');
  if (!weight) return base;
  const span = 65536;
  const packed = Float64Array.from(base, (i, place) => (isDescending ? -weight[i] : weight[i]) * span + place);
  packed.sort();
  return Uint32Array.from(packed, one => base[one - Math.floor(one / span) * span]);
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
    case 'confidence': return confidence;
    case 'kind': return by(rule, ranks(report.rules.map(one => ruleTitle(one).toLowerCase())));
    case 'path': return by(path, ranks(paths));
    case 'channel': return by(channel, ranks(channels.map(channelName)));
    case 'verdict': return verdict;
    case 'time': return report.times ? Float64Array.from(findings.time, time => time ?? undated) : day;
    default: return null;
  }
}

/** Findings in groups, the gravest group first, then the largest; a group knows where its rows stand in `rows`. */
function grouped(found, by) {
  const packs = [...new Set(report.rules.map(rule => rule.pack ?? ''))];
  const packNumbers = report.rules.map(rule => packs.indexOf(rule.pack ?? ''));
  const keys = {
    rule: [report.rules.length, findings.rule], path: [paths.length, findings.path], value: [findings.valueCount, findings.value],
    pack: [packs.length, by === 'pack' ? findings.rule.map(rule => packNumbers[rule]) : null],
  };
  if (!keys[by]) return null;
  const [size, key] = keys[by];
  const ends = new Uint32Array(size), gravest = new Uint8Array(size);
  const { severity } = findings;
  for (let n = 0; n < found.length; n++) {
    const i = found[n], name = key[i];
    ends[name] += 1;
    if (severity[i] > gravest[name]) gravest[name] = severity[i];
  }
  const groups = [];
  for (let name = 0, start = 0; name < size; name++) {
    const count = ends[name];
    if (count) groups.push({ start, count, severity: gravest[name], isOpen: false });
    ends[name] = start;
    start += count;
  }
  const rows = new Uint32Array(found.length);
  for (let n = 0; n < found.length; n++) rows[ends[key[found[n]]]++] = found[n];
  for (const group of groups) group.rows = () => rows.subarray(group.start, group.start + group.count);
  return groups.sort((a, b) => b.severity - a.severity || b.count - a.count);
}
