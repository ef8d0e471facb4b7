/** What the program wrote into the page: the run, its sums, and the findings row by row. */
const report = JSON.parse(document.getElementById('report').textContent);

const severities = ['info', 'low', 'medium', 'high', 'critical'];
const confidences = ['low', 'medium', 'high'];

/** The fields of a row, in the order in which the program writes them. */
const field = { severity: 0, confidence: 1, rule: 2, path: 3, message: 4, before: 5, value: 6, after: 7, valueID: 8, fingerprint: 9, time: 10, channel: 11, line: 12, column: 13, verdict: 14, decision: 15, more: 16 };

const secondsADay = 86400;
/** Stands for the day of what carries no date. */
const undated = -2147483648;

/** Gives equal texts the same small number. */
class Names {
  ids = new Map();
  list = [];
  id(name) {
    let id = this.ids.get(name);
    if (id === undefined) {
      id = this.list.length;
      this.ids.set(name, id);
      this.list.push(name);
    }
    return id;
  }
}

const paths = new Names(), values = new Names(), channels = new Names(), verdicts = new Names(), decisions = new Names();

/** One array for each field that is filtered and sorted by; `rows` holds the rest. */
const findings = readRows();

function readRows() {
  const rows = [];
  for (const block of document.querySelectorAll('script.rows')) {
    for (const row of JSON.parse(block.textContent)) rows.push(row);
    block.remove();
  }
  const count = rows.length;
  const all = {
    count, rows, severity: new Uint8Array(count), confidence: new Uint8Array(count), rule: new Uint16Array(count),
    path: new Uint32Array(count), value: new Uint32Array(count), channel: new Uint8Array(count),
    verdict: new Uint8Array(count), decision: new Uint8Array(count), day: new Int32Array(count), text: null,
  };
  for (let i = 0; i < count; i++) {
    const row = rows[i];
    all.path[i] = paths.id(row[field.path]);
    row[field.value] ||= row[field.more].value ?? '';
    all.severity[i] = row[field.severity];
    all.confidence[i] = row[field.confidence];
    all.rule[i] = row[field.rule];
    all.value[i] = values.id(row[field.valueID]);
    all.channel[i] = channels.id(row[field.channel]);
    all.verdict[i] = verdicts.id(row[field.verdict]);
    all.decision[i] = decisions.id(row[field.decision]);
    const time = row[field.time];
    all.day[i] = time === '' ? undated : report.times ? Math.floor(time / secondsADay) : time;
  }
  return all;
}

/** Excerpts in lower case, made when they are first needed. */
function searchTexts() {
  if (findings.text) return findings.text;
  findings.text = findings.rows.map(row => `${row[field.before]}${row[field.value]}${row[field.after]}`.toLowerCase());
  return findings.text;
}

const ruleOf = i => report.rules[findings.rule[i]];
const packOf = i => ruleOf(i).pack;
const pathOf = i => paths.list[findings.path[i]];
const ruleTitle = rule => say(rule.title) || rule.id;
const packTitle = pack => say(packNames[pack]) || pack || '–';

/** The place within the file, as in the other reports. */
function placeOf(row) {
  const message = row[field.message] ? `#${row[field.message]} ` : '';
  return `${message}${row[field.line]}:${row[field.column]}`;
}

/** The day, or with `--times` the time, at which something was written. */
function timeOf(row, form = 'day') {
  const time = row[field.time];
  if (time === '') return '';
  return report.times ? formats.time.format(time * 1000) : formats[form].format(time * secondsADay * 1000);
}

const dayText = (day, form = 'day') => formats[form].format(day * secondsADay * 1000);
