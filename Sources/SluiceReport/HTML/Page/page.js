/** Makes an element. Texts become text nodes and never markup: what was found may hold anything. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  element.append(...children.flat(Infinity));
  return element;
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
}

const byID = id => document.getElementById(id);

/** Severity by shape and word; colour only says it again. */
const shapes = [
  'M6 1.6a4.4 4.4 0 1 0 0 8.8a4.4 4.4 0 0 0 0-8.8zm0 1.6a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6z',
  'M6 2a4 4 0 1 0 0 8a4 4 0 0 0 0-8z',
  'M2 2h8v8H2z',
  'M6 1L11.4 10.6H.6z',
  'M6 0L12 6L6 12L0 6z',
];

function mark(severity) {
  return draw('svg', { viewBox: '0 0 12 12', class: `mark s${severity}`, 'aria-hidden': 'true' }, draw('path', { d: shapes[severity] }));
}

function severityLabel(severity) {
  return make('span', { class: 'severity' }, mark(severity), make('span', {}, t().severities[severity]));
}

/** Confidence as one to three filled bars, with its word. */
function confidenceLabel(confidence, word = t().confidenceShort[confidence]) {
  const bars = [0, 1, 2].map(i => draw('rect', { x: i * 5, y: 6 - i * 3, width: 3.5, height: 4 + i * 3, class: i <= confidence ? 'on' : 'off' }));
  return make('span', { class: 'confidence' }, draw('svg', { viewBox: '0 0 14 10', class: 'bars', 'aria-hidden': 'true' }, bars), make('span', {}, word));
}

/** A link to the table with a filter set. */
const filterLink = (query, ...children) => make('a', { href: address({ view: 'findings', ...query }) }, ...children);

function disclosure(summary, content, attributes = {}) {
  return make('details', attributes, make('summary', {}, summary), content);
}

/** A table of few rows, with its heads; the cells are texts or elements. */
function plainTable(heads, rows, attributes = {}) {
  return make('table', attributes,
    make('thead', {}, make('tr', {}, heads.map(([head, kind]) => make('th', { scope: 'col', class: kind }, head)))),
    make('tbody', {}, rows.map(row => make('tr', {}, row.map((cell, i) =>
      i === 0 ? make('th', { scope: 'row' }, cell) : make('td', { class: heads[i]?.[1] }, cell))))));
}

/** Says the words of the shell in the chosen language. */
function wordShell() {
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t()[element.dataset.t];
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t()[element.dataset.label]);
  document.title = `${t().title} · Sluice`;
}
