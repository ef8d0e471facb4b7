/** What the program wrote into the page: the run, its sums, and one array for each field that is filtered and sorted by. */
const read = id => JSON.parse(byID(id).textContent);
const report = read('report');

const severities = ['info', 'low', 'medium', 'high', 'critical'];
const confidences = ['low', 'medium', 'high'];

const secondsADay = 86400;
/** Stands for the day of what carries no date. */
const undated = -2147483648;

const findings = readColumns();
const { paths, channels, verdicts, decisions } = findings;

function readColumns() {
  const columns = read('columns');
  const count = columns.severity.length;
  const digits = text => Uint8Array.from({ length: count }, (_, i) => text.charCodeAt(i) - 48);
  const day = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const time = columns.time[i];
    day[i] = time === null ? undated : report.times ? Math.floor(time / secondsADay) : time;
  }
  return {
    count, day, severity: digits(columns.severity), confidence: digits(columns.confidence), channel: digits(columns.channel),
    verdict: digits(columns.verdict), decision: digits(columns.decision), rule: Uint16Array.from(columns.rule),
    path: Uint32Array.from(columns.path), value: Uint32Array.from(columns.value), time: report.times ? columns.time : null,
    valueCount: columns.values, paths: columns.paths, channels: columns.channels, verdicts: columns.verdicts, decisions: columns.decisions,
  };
}

/** How many findings there are of each kind, by the columns that have few kinds. */
const counts = Object.fromEntries(['severity', 'channel', 'verdict', 'decision'].map(key => [key, countOf(findings[key])]));

function countOf(column) {
  const counts = new Uint32Array(16);
  for (let i = 0; i < column.length; i++) counts[column[i]] += 1;
  return counts;
}

/** The names of values and findings, which links hold; read when the first one is followed. */
const names = {
  lists: null,
  get() { return this.lists ??= byID('names') && document.readyState !== 'loading' ? read('names') : null; },
  valueNumber(id) { return this.get()?.values.indexOf(id) ?? -1; },
  value(n) { return this.get()?.values[n] ?? ''; },
  finding(fingerprint) { return this.get()?.fingerprints.indexOf(fingerprint) ?? -1; },
  fingerprint(i) { return this.get()?.fingerprints[i] ?? ''; },
};

const ruleOf = i => report.rules[findings.rule[i]];
const packOf = i => ruleOf(i).pack;
const pathOf = i => paths[findings.path[i]];
const channelOf = i => channels[findings.channel[i]];
const verdictOf = i => verdicts[findings.verdict[i]];
const decisionOf = i => decisions[findings.decision[i]];
const ruleTitle = rule => say(rule.title) || rule.id;
const packTitle = pack => say(packNames[pack]) || pack || '–';

/** The place within the file, as in the other reports. */
function placeOf(row) {
  const message = row.message ? `#${row.message} ` : '';
  return row.line ? `${message}${row.line}:${row.column}` : '';
}

/** The day, or with `--times` the time, at which something was written. */
function timeOf(i, form = 'day') {
  if (findings.day[i] === undated) return '';
  return report.times ? formats.time.format(findings.time[i] * 1000) : dayText(findings.day[i], form);
}

const dayText = (day, form = 'day') => formats[form].format(day * secondsADay * 1000);
