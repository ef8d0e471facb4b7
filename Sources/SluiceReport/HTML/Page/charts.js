/**
 * Bars over time, stacked by severity, the gravest at the bottom.
 *
 * A bar without numbers stands for fewer than five people: it is hatched and has no height of its own.
 */
function timeline(days) {
  const bars = days.bars;
  const width = 720, height = 190, left = 40, right = 6, top = 8, bottom = 22;
  const sums = bars.map(([, counts]) => counts ? counts.reduce((a, b) => a + b, 0) : null);
  const largest = Math.max(1, ...sums.map(sum => sum ?? 0));
  const step = niceStep(largest);
  const ceiling = Math.ceil(largest / step) * step;
  const inner = height - top - bottom;
  const y = n => top + inner - n / ceiling * inner;
  const slots = slotCount(days);
  const slot = (width - left - right) / slots;
  const bar = Math.max(1, Math.min(28, slot * 0.78));
  const x = start => left + slotOf(days, start) * slot + (slot - bar) / 2;
  const parts = [];
  for (let n = 0; n <= ceiling; n += step) {
    parts.push(draw('line', { x1: left, x2: width - right, y1: y(n), y2: y(n), class: n ? 'rule' : 'axis' }), draw('text', { x: left - 6, y: y(n) + 3.5, 'text-anchor': 'end' }, number(n)));
  }
  for (const [start, counts] of bars) {
    if (!counts) { parts.push(draw('rect', { x: x(start), y: y(0) - 7, width: bar, height: 7, class: 'few', fill: 'url(#hatch)' })); continue; }
    let below = 0;
    for (let severity = 4; severity >= 0; severity--) {
      if (!counts[severity]) continue;
      parts.push(draw('rect', { x: x(start), y: y(below + counts[severity]), width: bar, height: Math.max(0.5, y(below) - y(below + counts[severity])), class: `s${severity}` }));
      below += counts[severity];
    }
  }
  parts.push(...dayLabels(days, slots).map(([n, text]) => draw('text', { x: left + (n + 0.5) * slot, y: height - 6, 'text-anchor': 'middle' }, text)));
  const hatch = draw('pattern', { id: 'hatch', width: 4, height: 4, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, draw('path', { d: 'M0 0V4', class: 'hatch' }));
  return draw('svg', { viewBox: `0 0 ${width} ${height}`, class: 'chart', role: 'img', 'aria-label': `${t().overTime}, ${t().units[days.unit]}: ${dayText(bars[0][0], 'long')} – ${dayText(bars.at(-1)[0], 'long')}` }, draw('defs', {}, hatch), parts);
}

function niceStep(largest) {
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  return Math.max(1, [1, 2, 5, 10].map(n => n * power).find(n => n >= rough));
}

/** Days, weeks, months or years between two days. */
function unitsBetween(unit, from, to) {
  if (unit === 'day') return to - from;
  if (unit === 'week') return Math.round((to - from) / 7);
  const [a, b] = [from, to].map(day => new Date(day * secondsADay * 1000));
  const years = b.getUTCFullYear() - a.getUTCFullYear();
  return unit === 'year' ? years : years * 12 + b.getUTCMonth() - a.getUTCMonth();
}
const slotOf = (days, start) => unitsBetween(days.unit, days.bars[0][0], start);
const slotCount = days => Math.max(8, slotOf(days, days.bars.at(-1)[0]) + 1);

/** About six labels along the time. */
function dayLabels(days, slots) {
  const used = slotOf(days, days.bars.at(-1)[0]) + 1;
  const every = Math.max(1, Math.ceil(used / 7));
  const first = new Date(days.bars[0][0] * secondsADay * 1000);
  const labels = [];
  for (let n = 0; n < used; n += every) {
    const at = new Date(first);
    if (days.unit === 'day') at.setUTCDate(at.getUTCDate() + n);
    else if (days.unit === 'week') at.setUTCDate(at.getUTCDate() + 7 * n);
    else if (days.unit === 'month') at.setUTCMonth(at.getUTCMonth() + n);
    else at.setUTCFullYear(at.getUTCFullYear() + n);
    const form = days.unit === 'day' || days.unit === 'week' ? 'short' : 'month';
    labels.push([n, days.unit === 'year' ? String(at.getUTCFullYear()) : formats[form].format(at)]);
  }
  return labels;
}

/** The last day of a bar that begins at `start`. */
function lastDay(unit, start) {
  if (unit === 'day') return start;
  if (unit === 'week') return start + 6;
  const at = new Date(start * secondsADay * 1000);
  const next = unit === 'month' ? Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) : Date.UTC(at.getUTCFullYear() + 1, 0, 1);
  return Math.floor(next / 1000 / secondsADay) - 1;
}

function timelineTable(days) {
  const rows = days.bars.map(([start, counts]) => {
    const last = lastDay(days.unit, start);
    const name = days.unit === 'day' ? dayText(start) : `${dayText(start)} – ${dayText(last)}`;
    const link = filterLink({ from: dayName(start), to: dayName(last) }, name);
    if (!counts) return [link, make('span', { class: 'faint' }, t().few)];
    return [link, number(counts.reduce((a, b) => a + b, 0)), ...[...counts].reverse().map(n => n ? number(n) : '·')];
  });
  return make('div', { class: 'small', tabindex: 0, role: 'region', 'aria-label': t().overTime }, plainTable([[t().day, ''], [t().total, 'number'], ...[...t().severities].reverse().map(name => [name, 'number'])], rows));
}

function legend() {
  return make('p', { class: 'legend' }, severities.map((_, i) => severityLabel(4 - i)));
}

/** Bars that lie, one for each name; a name without numbers stands for fewer than five people. */
function bars(list, title, link) {
  const told = list.filter(([, counts]) => counts);
  const untold = list.filter(([, counts]) => !counts);
  const largest = Math.max(1, ...told.map(([, counts]) => counts.reduce((a, b) => a + b, 0)));
  return [
    make('ul', { class: 'bars-list' }, told.map(([name, counts]) => {
      const present = [4, 3, 2, 1, 0].filter(s => counts[s]);
      let x = 0;
      const pieces = present.map(s => { const width = counts[s] / largest * 100; const piece = draw('rect', { x, y: 0, width, height: 10, class: `s${s}` }); x += width; return piece; });
      const label = present.map(s => `${number(counts[s])} ${t().severities[s]}`).join(', ');
      return make('li', {}, filterLink(link(name), title(name)),
        draw('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', class: 'bar', role: 'img', 'aria-label': label }, pieces),
        make('span', { class: 'number' }, number(counts.reduce((a, b) => a + b, 0))));
    })),
    untold.length ? make('p', { class: 'note' }, make('span', { class: 'faint' }, `${t().few}: `), untold.flatMap(([name], n) => [n ? ', ' : '', filterLink(link(name), title(name))])) : '',
  ];
}

/** How many findings of each severity have each confidence. */
function matrix() {
  const cells = report.matrix, largest = Math.max(1, ...cells.flat());
  const sums = cells.map(row => row.reduce((a, b) => a + b, 0));
  const shown = [2, 1, 0].filter(c => cells.some(row => row[c]));
  return make('table', { class: 'matrix' },
    make('thead', {}, make('tr', {}, make('td', {}), shown.map(c => make('th', { scope: 'col' }, confidenceLabel(c))), make('th', { scope: 'col', class: 'number' }, t().total))),
    make('tbody', {}, [4, 3, 2, 1, 0].map(s => make('tr', {},
      make('th', { scope: 'row' }, filterLink({ severity: severities[s] }, severityLabel(s))),
      shown.map(c => {
        const n = cells[s][c];
        const cell = make('td', { class: 'heat' }, n ? filterLink({ severity: severities[s], confidence: confidences[c] }, number(n)) : make('span', { class: 'faint' }, '·'));
        if (n) cell.style.setProperty('--heat', `${Math.round(8 + 34 * Math.sqrt(n / largest))}%`);
        return cell;
      }),
      make('td', { class: 'number' }, number(sums[s]))))));
}
