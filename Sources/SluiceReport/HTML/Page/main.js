/** Wires the views, the address and the keyboard. */
let view = 'overview';
let opened = null;
const grid = new Grid(byID('grid'), { onOpen: i => openDetail(i, { focuses: true }) });
let latency = 0;

/** Sets part of the filter and shows what fits. */
function change(part, { replaces = false, redrawsFilters = true } = {}) {
  query = { ...query, ...part };
  const hash = address({ view: 'findings', ...query });
  history[replaces ? 'replaceState' : 'pushState'](null, '', hash);
  showTable();
  if (!redrawsFilters) return;
  const key = document.activeElement?.dataset;
  drawFilters();
  if (key?.key) filterForm.querySelector(`[data-key="${key.key}"]`)?.focus();
  else if (key?.severity) filterForm.querySelector(`[data-severity="${key.severity}"]`)?.focus();
  else if (document.activeElement === document.body) byID('search').focus();
}

function showTable() {
  const start = performance.now();
  const found = ask(query);
  const groups = query.group ? grouped(found, query.group) : null;
  byID('grid').hidden = found.length === 0;
  byID('empty').hidden = found.length > 0;
  if (found.length === 0) drawEmpty();
  grid.show(found, groups);
  byID('reset').hidden = !isFiltered();
  byID('status').textContent = `${t().shown(found.length, findings.count)}${groups ? ` ${t().groups(groups.length)}` : ''}`;
  latency = performance.now() - start;
  document.documentElement.dataset.latency = latency.toFixed(1);
}

function drawEmpty() {
  const hasAny = findings.count > 0;
  byID('empty').replaceChildren(
    make('p', {}, hasAny ? t().nothingHere : t().nothing),
    hasAny ? make('button', { type: 'button', onclick: () => change({ ...emptyQuery }) }, t().reset) : make('a', { href: '#overview' }, t().coverage));
}

function openDetail(i, { focuses = false } = {}) {
  opened = i;
  detailPane.hidden = false;
  byID('split').classList.add('with-detail');
  drawDetail(i);
  detailPane.scrollTop = 0;
  grid.select(i);
  grid.reveal(i);
  history.replaceState(null, '', address({ ...query, finding: names.fingerprint(i) }));
  if (focuses) byID('detail-title').focus({ preventScroll: true });
}

function closeDetail() {
  opened = null;
  detailPane.hidden = true;
  byID('split').classList.remove('with-detail');
  grid.select(null);
  history.replaceState(null, '', address({ view: 'findings', ...query }));
  grid.draw();
  grid.moveTo(grid.active);
}

/** The finding after or before the one the keyboard is at; an open detail goes along. */
function step(way) {
  let n = grid.active + way;
  if (opened !== null) while (grid.entries[n] < 0) n += way;
  if (n < 0 || n >= grid.entries.length) return;
  grid.moveTo(n, { focuses: opened === null });
  if (opened !== null) openDetail(grid.entries[n], { focuses: true });
}

/** Shows what the address asks for. */
function follow() {
  const wanted = readAddress(location.hash);
  view = wanted.view;
  query = Object.fromEntries(queryKeys.map(key => [key, wanted[key]]));
  for (const name of ['overview', 'findings', 'incident']) byID(name).hidden = name !== view;
  for (const link of document.querySelectorAll('[data-view]')) {
    if (link.dataset.view === view) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  if (view === 'overview') drawOverview();
  if (view === 'incident') drawIncident();
  if (view === 'findings') { drawFilters(); showTable(); followFinding(wanted.finding); }
}

function followFinding(fingerprint) {
  // The names of findings stand at the end of the page.
  if (fingerprint && !texts.isComplete) return;
  const i = fingerprint ? names.finding(fingerprint) : -1;
  if (i >= 0) { openDetail(i); return; }
  opened = null;
  detailPane.hidden = true;
  byID('split').classList.remove('with-detail');
  if (fingerprint) byID('status').textContent += ` · ${t().missing}`;
}

function go(hash) {
  if (location.hash !== hash) location.hash = hash; else follow();
}

function onKey(event) {
  const target = event.target;
  const isTyping = target.matches?.('input:not([type=checkbox]), select, textarea');
  if (event.key === 'Escape') { leave(target); return; }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || byID('help').open) return;
  const keys = {
    '/': () => { if (view !== 'findings') go('#findings'); setTimeout(() => byID('search').focus()); },
    '?': openHelp, 1: () => go('#overview'), 2: () => go('#findings'), 3: () => go('#incident'),
    j: () => view === 'findings' && step(1), k: () => view === 'findings' && step(-1),
  };
  if (!keys[event.key]) return;
  keys[event.key]();
  event.preventDefault();
}

/** Escape closes what was opened last, and ends at the table. */
function leave(target) {
  if (byID('help').open || view !== 'findings') return;
  if (target.id === 'search' && query.q) { target.value = ''; change({ q: '' }, { replaces: true, redrawsFilters: false }); return; }
  if (opened !== null) closeDetail(); else grid.moveTo(grid.active);
}

function openHelp() {
  const dialog = byID('help');
  dialog.replaceChildren(make('h2', { id: 'help-title' }, t().keys),
    make('dl', {}, t().keyList.map(([key, text]) => [make('dt', {}, key.split('  ').map(one => make('kbd', {}, one))), make('dd', {}, text)])),
    make('form', { method: 'dialog' }, make('button', {}, t().close)));
  dialog.showModal();
}

/** Rows out of sight are no elements, so a print gets a plain table of the first ones. */
const printedRows = 400;
function beforePrint() {
  for (const details of document.querySelectorAll('.view:not([hidden]) details:not(.more, .as-table)')) { details.dataset.was = String(details.open); details.open = true; }
  const printed = byID('printed');
  printed.replaceChildren();
  if (view !== 'findings') return;
  const found = ask(query).subarray(0, printedRows);
  printed.append(make('h2', {}, t().findings), make('p', {}, [byID('status').textContent, t().printedRows(found.length, grid.found?.length ?? 0)].filter(Boolean).join(' · ')),
    plainTable([[t().severity, ''], [t().kind, ''], [t().excerpt, ''], [t().place, ''], [t().day, '']], [...found].map(i => {
      const row = rowOf(i);
      return [severityLabel(findings.severity[i]), ruleTitle(ruleOf(i)), make('span', {}, excerptLine(row)), `${pathOf(i)} ${placeOf(row)}`, timeOf(i)];
    })));
}

function afterPrint() {
  for (const details of document.querySelectorAll('details[data-was]')) { details.open = details.dataset.was === 'true'; delete details.dataset.was; }
  byID('printed').replaceChildren();
}

/** Keeps a choice for the next visit where the browser allows it. */
const remembered = {
  get(key) { try { return localStorage.getItem(`sluice-${key}`); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(`sluice-${key}`, value); } catch { /* Pages opened from a file may not. */ } },
};

function showTheme(theme) {
  byID('theme').value = theme;
  document.documentElement.dataset.theme = theme;
}

function speak(chosen) {
  setLanguage(chosen);
  orders.clear();
  wordShell();
  byID('total').textContent = number(report.total);
  for (const button of document.querySelectorAll('[data-language]')) button.setAttribute('aria-pressed', String(button.dataset.language === chosen));
  const limit = byID('limit');
  limit.hidden = report.kept >= report.total;
  limit.textContent = limit.hidden ? '' : t().limit(report.kept, report.total);
  follow();
}

showTheme(remembered.get('theme') ?? 'auto');
byID('theme').addEventListener('change', event => { showTheme(event.target.value); remembered.set('theme', event.target.value); });
for (const button of document.querySelectorAll('[data-language]')) button.addEventListener('click', () => { remembered.set('language', button.dataset.language); speak(button.dataset.language); });
byID('print').addEventListener('click', () => print());
byID('keys').addEventListener('click', openHelp);
byID('skip').addEventListener('click', event => { event.preventDefault(); byID('main').focus(); });
addEventListener('hashchange', follow);
addEventListener('popstate', follow);
addEventListener('keydown', onKey);
addEventListener('beforeprint', beforePrint);
addEventListener('afterprint', afterPrint);
speak(remembered.get('language') ?? report.language ?? (navigator.language.startsWith('de') ? 'de' : 'en'));
/** Once the browser has read everything, what had to wait for it is shown. */
function whole() {
  if (view === 'overview') byID('wide')?.replaceWith(wideValues());
  const { finding } = readAddress(location.hash);
  if (view === 'findings') {
    if (query.q || query.value) { drawFilters(); showTable(); } else if (grid.isIncomplete) grid.redraw();
    if (finding) followFinding(finding);
  }
  setTimeout(prepareSearch);
}

document.documentElement.dataset.ready = performance.now().toFixed(0);
if (texts.isComplete) whole(); else document.addEventListener('DOMContentLoaded', whole);
