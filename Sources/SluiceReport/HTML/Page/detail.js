/** One finding with all that is known of it. */
const detailPane = byID('detail');

function drawDetail(i) {
  const row = findings.rows[i], more = row[field.more] || {}, rule = ruleOf(i);
  const part = (title, ...content) => make('section', {}, make('h3', {}, title), ...content);
  detailPane.replaceChildren(
    make('header', {},
      make('div', { class: 'bar' },
        make('button', { type: 'button', class: 'plain', onclick: () => step(-1) }, `↑ ${t().previous}`),
        make('button', { type: 'button', class: 'plain', onclick: () => step(1) }, `↓ ${t().next}`),
        make('span', { class: 'fill' }),
        make('button', { type: 'button', class: 'plain', id: 'copy', onclick: () => copyAddress(row) }, t().copyLink),
        make('button', { type: 'button', class: 'plain close', 'aria-label': t().close, onclick: closeDetail }, '✕')),
      make('h2', { id: 'detail-title', tabindex: -1 }, ruleTitle(rule)),
      make('p', { class: 'meta' }, severityLabel(findings.severity[i]), confidenceLabel(findings.confidence[i], t().confidences[findings.confidence[i]]),
        make('span', { class: 'faint' }, packTitle(rule.pack)), make('code', {}, rule.id))),
    make('div', { class: 'content' },
      more.context ? conversation(row, more.context) : make('blockquote', { class: 'excerpt', lang: '' }, row[field.before], make('mark', {}, row[field.value]), row[field.after]),
      make('p', { class: 'layer' }, [partName(more.kind), layerName(more.layer)].join(' · ')),
      say(rule.why) && part(t().why, make('p', {}, say(rule.why))),
      say(rule.instead) && part(t().instead, make('p', {}, say(rule.instead))),
      more.contact && part(t().ask, make('p', {}, contactText(more.contact))),
      part(t().because, make('ul', {}, (more.evidence?.length ? more.evidence : [{ kind: 'pattern' }]).map(one => make('li', {}, evidenceText(one))))),
      part(t().verdict, verdictText(row, more)),
      part(t().sameValue, sameValue(i)),
      part(t().place, facts(i, row, more))));
}

function conversation(row, context) {
  const said = (message, when) => make('li', { class: when }, make('span', { class: 'who' }, message[0] || '·'), make('span', {}, message[1]));
  return make('ol', { class: 'talk', 'aria-label': t().context },
    (context.before ?? []).map(message => said(message, 'before')),
    make('li', { class: 'here' }, make('span', { class: 'who' }, context.who || '·'), make('span', { class: 'excerpt' }, row[field.before], make('mark', {}, row[field.value]), row[field.after])),
    (context.after ?? []).map(message => said(message, 'after')));
}

function evidenceText(evidence) {
  const wording = t().evidence[evidence.kind];
  return wording ? wording(evidence) : [evidence.kind, evidence.word, evidence.rule].filter(Boolean).join(': ');
}

function contactText(contact) {
  return [say(contact.name) || contact.name, contact.address].filter(part => typeof part === 'string' && part).join(', ') + (contact.within ? ` (${t().within(contact.within)})` : '');
}

function verdictText(row, more) {
  const verdict = row[field.verdict], decision = row[field.decision];
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
    make('ul', { class: 'places' }, others.map(n => make('li', {}, make('a', { href: address({ ...query, finding: findings.rows[n][field.fingerprint] }) }, shortPath(pathOf(n))), make('span', { class: 'faint' }, ` ${placeOf(findings.rows[n])}`)))),
    make('p', {}, count > 20 ? `${t().andMore(count - 20)} · ` : '', filterLink({ value: values.list[findings.value[i]] }, `${t().showAll} (${number(count + 1)})`)),
  ];
}

function facts(i, row, more) {
  const lines = [
    [t().file, make('span', { class: 'path' }, pathOf(i))],
    [t().message, row[field.message] ? `#${row[field.message]}` : ''],
    [t().part, [more.part, more.member].filter(Boolean).join(' › ')],
    [`${t().line}, ${t().column}`, `${row[field.line]}, ${row[field.column]}`],
    [t().channel, channelName(row[field.channel])],
    [report.times ? t().time : t().day, timeOf(row, 'long')],
    [t().author, [more.role ? t().roles[more.role] : '', more.author].filter(Boolean).join(', ')],
    [t().audience, more.audience ? t().audiences[more.audience] ?? more.audience : ''],
    [t().also, (more.also ?? []).join(', ')],
    [t().fingerprint, make('code', {}, row[field.fingerprint])],
  ];
  return make('dl', {}, lines.filter(([, value]) => value).map(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

async function copyAddress(row) {
  const link = `${location.href.split('#')[0]}#finding=${row[field.fingerprint]}`;
  try { await navigator.clipboard.writeText(link); } catch { prompt(t().copyLink, link); return; }
  byID('copy').textContent = t().copied;
}
