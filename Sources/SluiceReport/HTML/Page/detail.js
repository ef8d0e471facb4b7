/** One finding with all that is known of it. */
const detailPane = byID('detail');

function drawDetail(i) {
  const row = rowOf(i), { more } = row, rule = ruleOf(i);
  const part = (title, ...content) => make('section', {}, make('h3', {}, title), ...content);
  detailPane.replaceChildren(
    make('header', {},
      make('div', { class: 'bar' },
        make('button', { type: 'button', class: 'plain', onclick: () => step(-1) }, `↑ ${t().previous}`),
        make('button', { type: 'button', class: 'plain', onclick: () => step(1) }, `↓ ${t().next}`),
        make('span', { class: 'fill' }),
        make('button', { type: 'button', class: 'plain', id: 'copy', onclick: () => copyAddress(i) }, t().copyLink),
        make('button', { type: 'button', class: 'plain close', 'aria-label': t().close, onclick: closeDetail }, '✕')),
      make('h2', { id: 'detail-title', tabindex: -1 }, ruleTitle(rule)),
      make('p', { class: 'meta' }, severityLabel(findings.severity[i]), confidenceLabel(findings.confidence[i], t().confidences[findings.confidence[i]]),
        make('span', { class: 'faint' }, packTitle(rule.pack)), make('code', {}, rule.id))),
    make('div', { class: 'content' },
      more.context ? conversation(row, more.context) : make('blockquote', { class: 'excerpt', lang: '' }, row.before, make('mark', {}, row.value), row.after),
      make('p', { class: 'layer' }, [partName(more.kind), layerName(more.layer)].join(' · ')),
      rule.why || rule.instead || rule.contact ? make('div', { class: 'advice' },
        say(rule.why) ? part(t().why, make('p', {}, say(rule.why))) : '',
        say(rule.instead) ? part(t().instead, make('p', {}, say(rule.instead))) : '',
        rule.contact ? part(t().ask, make('p', {}, contactText(rule.contact))) : '') : '',
      part(t().because, make('ul', {}, (more.evidence?.length ? more.evidence : [{ kind: 'pattern' }]).map(one => make('li', {}, evidenceText(one))))),
      part(t().verdict, verdictText(i, more)),
      part(t().sameValue, sameValue(i)),
      part(t().place, facts(i, row, more))));
}

/** The finding's message between its neighbours; people are told apart by letters that mean nothing elsewhere. */
function conversation(row, { before = [], after = [], who }) {
  const said = ([name, text, role]) => make('li', {}, speaker(name, role), make('p', { lang: '' }, text));
  return make('ol', { class: 'talk', 'aria-label': t().context },
    before.map(said),
    make('li', { class: 'here' }, speaker(who, row.more.role), make('p', { class: 'excerpt', lang: '' }, row.before, make('mark', {}, row.value), row.after)),
    after.map(said));
}

const speaker = (name, role) => make('span', { class: 'who' }, name ? make('b', {}, name) : '', role === 'own' || role === 'customer' ? make('span', {}, t().roles[role]) : '');

function evidenceText(evidence) {
  const wording = t().evidence[evidence.kind];
  return wording ? wording(evidence) : [evidence.kind, evidence.word, evidence.rule].filter(Boolean).join(': ');
}

function contactText(contact) {
  const name = say(contact.name), within = say(contact.answersWithin);
  const { address } = contact;
  const link = !address || address === name ? '' : address.includes('@') ? make('a', { href: `mailto:${encodeURI(address)}` }, address) : address;
  return [name, name && link ? ', ' : '', link, within ? make('span', { class: 'faint' }, ` · ${t().within(within)}`) : ''];
}

function verdictText(i, more) {
  const verdict = verdictOf(i), decision = decisionOf(i);
  return make('p', {},
    make('strong', {}, verdict ? t().actions[verdict] ?? verdict : t().noVerdict),
    more.policyRule ? make('span', { class: 'faint' }, ` · ${t().policyRule}: `) : '', more.policyRule ? make('code', {}, more.policyRule) : '',
    decision ? make('span', { class: 'tag' }, t().decisions[decision] ?? decision) : '',
    decision === 'fixed' ? make('span', {}, ` ${t().back}`) : '');
}

/** Where the same value stands besides, the first twenty places. */
function sameValue(i) {
  const others = [];
  let count = 0;
  for (let n = 0; n < findings.count; n++) {
    if (findings.value[n] !== findings.value[i] || n === i) continue;
    count += 1;
    if (others.length < 20) others.push(n);
  }
  if (count === 0) return make('p', { class: 'faint' }, t().sameNone);
  return [
    make('ul', { class: 'places' }, others.map(n => make('li', {}, make('a', { href: address({ ...query, finding: names.fingerprint(n) }) }, shortPath(pathOf(n))), make('span', { class: 'faint' }, ` ${placeOf(rowOf(n))}`)))),
    make('p', {}, count > 20 ? `${t().andMore(count - 20)} · ` : '', filterLink({ value: names.value(findings.value[i]) }, `${t().showAll} (${number(count + 1)})`)),
  ];
}

function facts(i, row, more) {
  const lines = [
    [t().file, make('span', { class: 'path' }, pathOf(i))],
    [t().message, row.message ? `#${row.message}` : ''],
    [t().part, [more.part, more.member].filter(Boolean).join(' › ')],
    [`${t().line}, ${t().column}`, `${row.line}, ${row.column}`],
    [t().channel, channelName(channelOf(i))],
    [report.times ? t().time : t().day, timeOf(i, 'long')],
    [t().author, [more.role ? t().roles[more.role] : '', more.author].filter(Boolean).join(', ')],
    [t().audience, more.audience ? t().audiences[more.audience] ?? more.audience : ''],
    [t().also, (more.also ?? []).join(', ')],
    [t().fingerprint, make('code', {}, names.fingerprint(i))],
  ];
  return make('dl', {}, lines.filter(([, value]) => value).map(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

async function copyAddress(i) {
  const link = `${location.href.split('#')[0]}#finding=${names.fingerprint(i)}`;
  try { await navigator.clipboard.writeText(link); } catch { prompt(t().copyLink, link); return; }
  byID('copy').textContent = t().copied;
}
