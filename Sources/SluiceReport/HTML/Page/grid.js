/**
 * The table: only the rows in sight are elements, whatever the number of findings.
 *
 * An entry is the number of a finding, or -1 - n for the head of group n.
 */
class Grid {
  entries = [];
  groups = null;
  /** The entry that the keyboard is at. */
  active = 0;
  elements = new Map();
  /** Whether a row in sight waits for its text. */
  isIncomplete = false;
  constructor(element, { onOpen }) {
    this.element = element;
    this.head = element.querySelector('.head');
    this.body = element.querySelector('.body');
    this.sizer = element.querySelector('.sizer');
    this.onOpen = onOpen;
    this.body.addEventListener('scroll', () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.body);
    this.body.addEventListener('click', event => this.click(event));
    this.body.addEventListener('keydown', event => this.key(event));
  }

  /** Shows `found`, in groups where there are any. */
  show(found, groups) {
    this.groups = groups;
    this.found = found;
    this.list();
    this.active = 0;
    this.body.scrollTop = 0;
    this.redraw();
  }

  list() {
    if (!this.groups) { this.entries = this.found; return; }
    const entries = [];
    this.groups.forEach((group, n) => {
      entries.push(-1 - n);
      if (group.isOpen) for (const row of group.rows()) entries.push(row);
    });
    this.entries = entries;
  }

  redraw() {
    this.isIncomplete = false;
    for (const element of this.elements.values()) element.remove();
    this.elements.clear();
    this.element.setAttribute('role', this.groups ? 'treegrid' : 'grid');
    this.element.setAttribute('aria-rowcount', this.entries.length + 1);
    this.element.setAttribute('aria-colcount', columns.length);
    this.drawHead();
    this.draw();
  }

  drawHead() {
    const sorted = query.sort || '-severity';
    this.head.replaceChildren(make('div', { role: 'row', class: 'row', 'aria-rowindex': 1 }, columns.map(({ name, sort, title }) => {
      if (!sort) return make('div', { role: 'columnheader', class: `cell ${name}` }, title());
      const isSorted = sorted.replace('-', '') === sort;
      const direction = isSorted ? sorted.startsWith('-') ? 'descending' : 'ascending' : 'none';
      return make('div', { role: 'columnheader', class: `cell ${name}`, 'aria-sort': direction },
        make('button', { type: 'button', 'data-sort': sort, onclick: () => sortBy(sort) }, title(), make('span', { 'aria-hidden': 'true', class: 'arrow' }, { ascending: ' ↑', descending: ' ↓', none: '' }[direction])));
    })));
  }

  get rowHeight() {
    return parseFloat(getComputedStyle(this.sizer).getPropertyValue('--row')) || 34;
  }

  /** Makes the rows that have come into sight and drops those that have gone; the active one stays. */
  draw() {
    const height = this.rowHeight;
    if (height !== this.height) { this.height = height; for (const row of this.elements.values()) row.remove(); this.elements.clear(); }
    this.sizer.style.height = `${this.entries.length * height}px`;
    const first = Math.max(0, Math.floor(this.body.scrollTop / height) - 6);
    const last = Math.min(this.entries.length, Math.ceil((this.body.scrollTop + this.body.clientHeight) / height) + 6);
    for (const [n, element] of this.elements) {
      if ((n < first || n >= last) && n !== this.active) { element.remove(); this.elements.delete(n); }
    }
    for (let n = first; n < last; n++) this.place(n);
    if (this.entries.length) this.place(Math.min(this.active, this.entries.length - 1));
  }

  place(n) {
    if (this.elements.has(n)) return;
    const entry = this.entries[n];
    const element = entry < 0 ? this.groupRow(this.groups[-1 - entry]) : findingRow(entry, this.groups ? 2 : 0);
    element.style.top = `${n * this.height}px`;
    element.dataset.n = n;
    element.setAttribute('aria-rowindex', n + 2);
    element.tabIndex = n === this.active ? 0 : -1;
    // Rows stand in the document in the order in which they are read.
    let next = this.sizer.lastElementChild;
    while (next && Number(next.dataset.n) > n) next = next.previousElementSibling;
    if (next) next.after(element); else this.sizer.prepend(element);
    this.elements.set(n, element);
  }

  groupRow(group) {
    const title = groupTitle(query.group, group);
    return make('div', { role: 'row', class: 'row group', 'aria-level': 1, 'aria-expanded': String(group.isOpen) },
      make('div', { role: 'gridcell', class: 'cell', 'aria-colspan': columns.length },
        make('span', { class: 'twist', 'aria-hidden': 'true' }, group.isOpen ? '▾' : '▸'), mark(group.severity),
        make('span', { class: 'unseen' }, `${t().severities[group.severity]}: `), make('strong', {}, title.name), make('span', { class: 'faint' }, title.note),
        make('span', { class: 'count' }, number(group.count))));
  }

  /** Moves the keyboard to entry `n` and brings it into sight. */
  moveTo(n, { focuses = true } = {}) {
    if (this.entries.length === 0) return;
    n = Math.max(0, Math.min(this.entries.length - 1, n));
    const earlier = this.elements.get(this.active);
    if (earlier) earlier.tabIndex = -1;
    this.active = n;
    const top = n * this.height;
    if (top < this.body.scrollTop) this.body.scrollTop = top;
    else if (top + this.height > this.body.scrollTop + this.body.clientHeight) this.body.scrollTop = top + this.height - this.body.clientHeight;
    this.draw();
    const element = this.elements.get(n);
    if (!element) return;
    element.tabIndex = 0;
    if (focuses) element.focus({ preventScroll: true });
  }

  /** Brings a finding into sight, opening its group. */
  reveal(finding) {
    if (this.groups) {
      const group = this.groups.find(one => one.rows().includes(finding));
      if (group && !group.isOpen) { group.isOpen = true; this.list(); this.redraw(); }
    }
    const n = this.entries.indexOf(finding);
    if (n >= 0) this.moveTo(n, { focuses: false });
    return n >= 0;
  }

  select(finding) {
    this.selected = finding;
    for (const [n, element] of this.elements) element.setAttribute('aria-selected', String(this.entries[n] === finding));
  }

  click(event) {
    const row = event.target.closest('.row');
    if (!row) return;
    this.moveTo(Number(row.dataset.n));
    this.activate();
  }

  activate() {
    const entry = this.entries[this.active];
    if (entry === undefined) return;
    if (entry < 0) this.toggle(this.groups[-1 - entry]);
    else this.onOpen(entry);
  }

  toggle(group) {
    group.isOpen = !group.isOpen;
    const { active } = this;
    this.list();
    this.redraw();
    this.moveTo(active);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.body.clientHeight / this.height) - 1);
    const entry = this.entries[this.active];
    const group = entry < 0 ? this.groups[-1 - entry] : null;
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) this.moveTo(this.active + moves[event.key]);
    else if (event.key === 'Enter' || event.key === ' ') this.activate();
    else if (event.key === 'ArrowRight' && group && !group.isOpen) this.toggle(group);
    else if (event.key === 'ArrowLeft' && group?.isOpen) this.toggle(group);
    else return;
    event.preventDefault();
  }
}

/** The columns of the table; what is narrow drops the less important ones by style alone. */
const columns = [
  { name: 'severity', sort: 'severity', title: () => t().severity },
  { name: 'sure', sort: 'confidence', title: () => t().confidence },
  { name: 'kind', sort: 'kind', title: () => t().kind },
  { name: 'excerpt', title: () => t().excerpt },
  { name: 'place', sort: 'path', title: () => t().place },
  { name: 'channel', sort: 'channel', title: () => t().channel },
  { name: 'day', sort: 'time', title: () => report.times ? t().time : t().day },
  { name: 'verdict', sort: 'verdict', title: () => t().verdict },
];

function findingRow(i, level) {
  const row = rowOf(i), verdict = verdictOf(i), decision = decisionOf(i);
  if (row.isMissing) grid.isIncomplete = true;
  const cell = (name, ...children) => make('div', { role: 'gridcell', class: `cell ${name}` }, ...children);
  return make('div', { role: 'row', class: 'row finding', 'aria-selected': String(i === grid.selected), ...(level ? { 'aria-level': level } : {}) },
    cell('severity', severityLabel(findings.severity[i])),
    cell('sure', confidenceLabel(findings.confidence[i])),
    cell('kind', ruleTitle(ruleOf(i))),
    cell('excerpt', excerptLine(row)),
    placeCell(cell, pathOf(i), placeOf(row)),
    cell('channel', channelName(channelOf(i))),
    cell('day', timeOf(i)),
    cell('verdict', decision ? make('span', { class: 'tag' }, t().decisions[decision] ?? decision) : verdict ? t().actions[verdict] ?? verdict : ''));
}

/** The excerpt on one line, with its value in sight. */
function excerptLine(row) {
  if (row.isMissing) return '…';
  const before = row.before.replace(/\s+/g, ' ');
  const after = row.after.replace(/\s+/g, ' ');
  return [before.length > 26 ? `…${before.slice(-22)}` : before, make('mark', {}, row.value), after.slice(0, 160)];
}

/** The file's name comes first, and where the cell ends it is the folder that is cut. */
function placeCell(cell, path, place) {
  const end = path.lastIndexOf('/') + 1;
  const element = cell('place', path.slice(end), make('span', { class: 'faint' }, ` ${place}${end ? ` · ${path.slice(0, end - 1)}` : ''}`));
  element.title = `${path} ${place}`;
  return element;
}

/** The end of a path is what tells files apart. */
function shortPath(path) {
  const names = path.split('/');
  return names.length > 2 ? `…/${names.slice(-2).join('/')}` : path;
}

function groupTitle(by, group) {
  const i = group.rows()[0];
  switch (by) {
    case 'rule': return { name: ruleTitle(ruleOf(i)), note: ` ${ruleOf(i).id}` };
    case 'pack': return { name: packTitle(packOf(i)), note: '' };
    case 'path': return { name: pathOf(i), note: '' };
    default: {
      const files = new Set(Array.from(group.rows(), other => findings.path[other])).size;
      return { name: rowOf(i).value || '…', note: ` ${ruleTitle(ruleOf(i))} · ${t().files(files)}` };
    }
  }
}
