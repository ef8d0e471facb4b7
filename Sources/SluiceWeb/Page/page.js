const words = {
  de: {
    skip: "Zum Text", languages: "Sprache", title: "Vor dem Absenden",
    lead: "Hier sehen Sie, ob ein Text etwas enthält, das in der Firma bleiben sollte, warum das so ist und wie es sich anders sagen lässt.",
    questionsTitle: "Zwei Fragen, die immer helfen", question1: "Wer fragt, und warum?", question2: "Was folgt daraus, für die Firma und für mich?",
    textLabel: "Ihr Text", privacy: "Der Text wird auf dem Server der Firma geprüft. Er wird nicht gespeichert und nicht protokolliert.",
    channelLabel: "Wohin er gehen soll", channelForum: "Forum oder Kommentar", channelSocial: "Soziales Netzwerk", channelMail: "E-Mail", channelChat: "Chat",
    tokenLabel: "Zugangswort", check: "Text prüfen", checking: "Der Text wird geprüft …",
    empty: "Bitte geben Sie zuerst einen Text ein.",
    clean: "Nichts gefunden", cleanText: "Die Regeln haben in diesem Text nichts gefunden, das in der Firma bleiben sollte. Sie kennen den Zusammenhang besser als jede Regel: Die beiden Fragen oben bleiben.",
    found: n => n === 1 ? "Eine Stelle, die Sie ansehen sollten" : `${n} Stellen, die Sie ansehen sollten`,
    passed: "Gefunden, nach den Regeln der Firma unbedenklich", passedText: "Die Firma hat festgelegt, dass solche Stellen hinausgehen dürfen.",
    unclear: "Nicht ganz geprüft", unclearText: "Ein Teil des Textes ließ sich nicht prüfen, also lässt sich nicht sagen, dass nichts darin ist.",
    unread: "Nicht gelesen", unreadText: "Nachrichten an diese Stellen werden nicht gelesen.",
    tag: "Der Text kann so hinausgehen. Sehen Sie trotzdem noch einmal hin.", advise: "Der Text kann hinausgehen. Besser ist es, die markierten Stellen vorher zu ändern.",
    confirm: "Bitte entscheiden Sie bewusst, ob die markierten Stellen hinausgehen sollen.", hold: "Bitte klären Sie die markierten Stellen mit der genannten Stelle, bevor der Text hinausgeht.",
    refuse: "Die markierten Stellen müssen in der Firma bleiben. Mit den Vorschlägen unten lässt sich der Text meist trotzdem schreiben.",
    markedTitle: "Ihr Text, mit Markierungen", reasonsTitle: "Was dahintersteckt", why: "Warum", instead: "Stattdessen", ask: "Fragen beantwortet",
    note: n => `, Hinweis ${n}`, times: n => ` (${n}-mal)`, within: "Antwort innerhalb von", partial: "Nicht geprüft: ", general: "Fragen beantwortet: ",
    errors: {
      400: "Der Text ließ sich nicht lesen.", 401: "Für die Prüfung ist ein Zugangswort nötig.", 408: "Der Text kam nicht rechtzeitig an.", 413: "Der Text ist zu lang. Prüfen Sie ihn in Teilen.",
      503: "Gerade werden viele Texte geprüft. Versuchen Sie es gleich noch einmal.", 504: "Die Prüfung dauerte zu lange, der Text ist nicht geprüft. Versuchen Sie es mit einem kürzeren Stück.", other: "Der Text konnte nicht geprüft werden." },
  },
  en: {
    skip: "To the text", languages: "Language", title: "Before you post",
    lead: "See here whether a text holds something that should stay in the company, why that is so, and how to say it in another way.",
    questionsTitle: "Two questions that always help", question1: "Who is asking, and why?", question2: "What follows from it, for the company and for me?",
    textLabel: "Your text", privacy: "The text is checked on the company's own server. It is neither stored nor logged.",
    channelLabel: "Where it is to go", channelForum: "Forum or comment", channelSocial: "Social network", channelMail: "E-mail", channelChat: "Chat",
    tokenLabel: "Access token", check: "Check the text", checking: "The text is being checked …",
    empty: "Please enter a text first.",
    clean: "Nothing found", cleanText: "The rules found nothing in this text that should stay in the company. You know the context better than any rule: the two questions above remain.",
    found: n => n === 1 ? "One place that you should look at" : `${n} places that you should look at`,
    passed: "Found, and fine by the company's rules", passedText: "The company has decided that such places may go out.",
    unclear: "Not checked completely", unclearText: "A part of the text could not be checked, so nobody can say that there is nothing in it.",
    unread: "Not read", unreadText: "Messages to these people are not read.",
    tag: "The text may go out like this. Have another look all the same.", advise: "The text may go out. It is better to change the marked places first.",
    confirm: "Please decide deliberately whether the marked places are to go out.", hold: "Please settle the marked places with the contact named below before the text goes out.",
    refuse: "The marked places have to stay in the company. With the suggestions below the text can mostly be written all the same.",
    markedTitle: "Your text, with marks", reasonsTitle: "What is behind it", why: "Why", instead: "Instead", ask: "Whom to ask",
    note: n => `, note ${n}`, times: n => ` (${n} times)`, within: "answers within", partial: "Not checked: ", general: "Whom to ask: ",
    errors: {
      400: "The text could not be read.", 401: "The check needs an access token.", 408: "The text did not arrive in time.", 413: "The text is too long. Check it in pieces.",
      503: "Many texts are being checked just now. Try again in a moment.", 504: "The check took too long, and the text is not checked. Try a shorter piece.", other: "The text could not be checked." },
  },
};

const at = id => document.getElementById(id);
const state = { language: document.documentElement.lang === "en" ? "en" : "de", asked: null, answer: null, fault: null, run: 0 };
const say = () => words[state.language];

function element(name, text, fields = {}) {
  const made = Object.assign(document.createElement(name), fields);
  if (text !== undefined) made.textContent = text;
  return made;
}

function speak(language) {
  state.language = language;
  document.documentElement.lang = language;
  document.title = `${say().title} · Sluice`;
  for (const one of document.querySelectorAll("[data-t]")) one.textContent = say()[one.dataset.t];
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", say()[one.dataset.label]);
  for (const one of document.querySelectorAll("[data-language]")) one.setAttribute("aria-pressed", String(one.dataset.language === language));
}

// Places are told in bytes of UTF-8, so the text is cut as bytes.
function marked(text, findings, numbers) {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const cut = (from, to) => decoder.decode(bytes.subarray(from, to));
  const pieces = document.createDocumentFragment();
  let place = 0;
  const spans = findings.filter(one => one.span && numbers.has(one.rule)).sort((a, b) => a.span.offset - b.span.offset);
  for (const one of spans) {
    const start = Math.max(place, one.span.offset), end = one.span.offset + one.span.length;
    if (end <= start) continue;
    const number = numbers.get(one.rule), mark = element("mark"), link = element("a", cut(start, end), { href: `#reason-${number}`, title: one.title });
    const note = element("sup", String(number));
    note.setAttribute("aria-hidden", "true");
    link.append(note, element("span", say().note(number), { className: "unseen" }));
    mark.append(link);
    pieces.append(cut(place, start), mark);
    place = end;
  }
  pieces.append(cut(place, bytes.length));
  return pieces;
}

function contact(one) {
  return [one.name, one.address].filter(Boolean).join(", ") + (one.answersWithin ? ` (${say().within} ${one.answersWithin})` : "");
}

function reason(one, number) {
  const item = element("li", undefined, { id: `reason-${number}`, tabIndex: -1 });
  const list = element("dl");
  for (const [name, text] of [["why", one.why], ["instead", one.instead], ["ask", one.contact && contact(one.contact)]])
    if (text) list.append(element("dt", say()[name]), element("dd", text));
  item.append(element("h4", one.title + (one.count > 1 ? say().times(one.count) : "")), list);
  return item;
}

function summary(answer) {
  const count = answer.reasons.reduce((sum, one) => sum + one.count, 0);
  if (answer.unread) return [say().unread, say().unreadText];
  if (count) return [say().found(count), say()[answer.verdict] ?? say().tag];
  if (answer.partial.length) return [say().unclear, say().unclearText];
  return answer.findings.length ? [say().passed, say().passedText] : [say().clean, say().cleanText];
}

function show() {
  const { answer, fault, asked } = state;
  at("result").hidden = !answer && !fault;
  at("status").textContent = "";
  if (!answer && !fault) return;
  const [title, text] = fault ? [say().errors[fault] ?? (fault === "empty" ? say().empty : say().errors.other), ""] : summary(answer);
  at("result-title").textContent = title;
  at("result-text").textContent = text;
  const reasons = answer?.reasons ?? [], numbers = new Map(reasons.map((one, index) => [one.rule, index + 1]));
  at("marked-block").hidden = !reasons.length;
  at("marked").replaceChildren(answer ? marked(asked, answer.findings, numbers) : "");
  at("reasons-block").hidden = !reasons.length;
  at("reasons").replaceChildren(...reasons.map((one, index) => reason(one, index + 1)));
  at("partial").hidden = !answer?.partial.length;
  at("partial").replaceChildren(...(answer?.partial ?? []).map(one => element("li", say().partial + one.text)));
  const general = answer?.advice.contact;
  at("contact").textContent = general && !reasons.some(one => one.contact) ? say().general + contact(general) : "";
  at("exempt").textContent = answer?.advice.exemptPath ?? "";
  at("status").textContent = `${title}. ${text}`;
}

async function ask() {
  const run = ++state.run;
  const text = at("text").value;
  Object.assign(state, { answer: null, fault: null, asked: text });
  if (!text.trim()) {
    state.fault = "empty";
    show();
    at("text").focus();
    return;
  }
  at("check").setAttribute("aria-disabled", "true");
  at("status").textContent = say().checking;
  const headers = { "Content-Type": "application/json" };
  if (at("token").value) headers.Authorization = `Bearer ${at("token").value}`;
  let answer = null, fault = null;
  try {
    const body = JSON.stringify({ text: text.toWellFormed?.() ?? text, channel: at("channel").value, language: state.language });
    const reply = await fetch("check", { method: "POST", headers, body, cache: "no-store", redirect: "error", referrerPolicy: "no-referrer" });
    if (reply.ok) answer = await reply.json(); else fault = reply.status;
  } catch {
    fault = "other";
  }
  // A later question has taken this one's place.
  if (run !== state.run) return;
  at("check").removeAttribute("aria-disabled");
  Object.assign(state, { answer, fault });
  if (fault === 401) at("token-row").hidden = false;
  show();
  (fault === 401 ? at("token") : at("result-title")).focus();
}

at("form").addEventListener("submit", event => {
  event.preventDefault();
  if (at("check").getAttribute("aria-disabled") !== "true") ask();
});
at("text").addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at("form").requestSubmit();
});
for (const one of document.querySelectorAll("[data-language]")) one.addEventListener("click", async () => {
  speak(one.dataset.language);
  show();
  // What the policy says comes in one language, so it is asked for again.
  if (state.answer && state.answer.language !== state.language && at("text").value === state.asked) {
    await ask();
    one.focus();
  }
});
speak(state.language);
