// Enhancements only: every page works without this file. No words of any language stand here: they come from data-
// attributes, so that a page says everything in its reader's language.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

document.documentElement.classList.add('js');

// Says something to a screen reader without moving focus.
const live = document.createElement('div');
live.className = 'visually-hidden';
live.setAttribute('aria-live', 'polite');
document.body.append(live);
document.addEventListener('mipas:say', ({ detail }) => {
  live.textContent = '';
  setTimeout(() => { live.textContent = detail; }, 50);
});

const lang = document.documentElement.lang;
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// A message with a number, as the server has written it out for a number of each plural form.
function counted(written, number) {
  const plural = new Intl.PluralRules(lang);
  const forms = Object.entries(JSON.parse(written));
  const form = forms.find(([sample]) => plural.select(Number(sample)) === plural.select(number)) ?? forms[0];
  return form[1].replace(form[0], new Intl.NumberFormat(lang).format(number));
}

const speak = (text) => document.dispatchEvent(new CustomEvent('mipas:say', { detail: text }));

const token = (form) => $('input[name=csrf]', form)?.value ?? '';

async function send(method, url, form, body, more = {}) {
  const answer = await fetch(url, {
    method,
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Csrf': token(form) },
    body: JSON.stringify(body),
    ...more,
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.status === 204 ? null : answer.json();
}

// A message of the form's own, read out at once; it stands above the buttons.
function say(form, text) {
  let place = $('[data-form-message]', form);
  if (!place) {
    place = document.createElement('p');
    place.className = 'notice warn';
    place.dataset.formMessage = '';
    place.setAttribute('role', 'alert');
    const foot = $('[data-form-foot]', form);
    if (foot) foot.before(place); else form.append(place);
  }
  place.hidden = !text;
  place.textContent = text ?? '';
}

// ---- Leaving this page, at once and without a trace in the tab ----

let leaving = false;
function leave(link) {
  leaving = true;
  document.title = '\u200b';
  document.body.hidden = true;
  location.replace(link.href);
}
let escapes = [];
addEventListener('keydown', (event) => {
  const link = $('a[data-leave]');
  // What closes a list does not count.
  const closes = event.target.getAttribute?.('aria-expanded') === 'true';
  if (event.key !== 'Escape' || event.repeat || !link || closes) return;
  escapes = [...escapes.filter((at) => event.timeStamp - at < 1500), event.timeStamp];
  if (escapes.length >= 3) leave(link);
}, true);

// ---- Composer: unsaved text, drafts, preview ----

const clean = new WeakMap(); // textarea -> the text that the server has
const typed = (area) => area.value.trim() !== '' && area.value !== (clean.get(area) ?? area.defaultValue);
const sending = new WeakSet(); // forms on their way

addEventListener('beforeunload', (event) => {
  if (leaving) return;
  const unsaved = $$('form[data-composer]').some((form) => !sending.has(form) && $$('textarea', form).some(typed));
  if (unsaved) { event.preventDefault(); event.returnValue = ''; }
});

for (const area of $$('form[data-draft-url] textarea[name=text]')) {
  const form = area.form;
  const status = $('[data-draft-status]', form);
  const title = $('input[name=title]', form);
  let timer = 0;
  let saved = area.value;
  let running = false;
  const save = async (keepalive = false) => {
    clearTimeout(timer);
    timer = 0;
    if (sending.has(form) || leaving) return;
    if (running) { timer = setTimeout(save, 1000); return; }
    const text = area.value;
    running = true;
    try {
      await send('PUT', form.dataset.draftUrl, form, title ? { text, title: title.value } : { text }, { keepalive });
      saved = text;
      clean.set(area, text);
      if (status) status.textContent = status.dataset.saved ?? '';
    } catch {
      if (status) status.textContent = status.dataset.failed ?? '';
    } finally {
      running = false;
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
    if (status) status.textContent = '';
  };
  area.addEventListener('input', later);
  title?.addEventListener('input', later);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && (timer || area.value !== saved)) save(true);
  });
}

async function preview(form) {
  const place = $('[data-preview]', form) ?? $('[data-preview]');
  const area = $('textarea[name=text]', form);
  const body = { text: area.value, language: form.elements.language?.value };
  const { html } = await send('POST', form.dataset.previewUrl, form, body);
  place.innerHTML = html; // the server's own sanitised HTML
  place.hidden = false;
  if (body.language) place.lang = body.language;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'nearest' });
}

// ---- Quoting ----

function quote(link) {
  const area = $('form[data-composer] textarea[name=text]');
  const body = $('.post-body', link.closest('.post'));
  if (!area || !body) return false;
  const picked = getSelection();
  const inside = picked.rangeCount && !picked.isCollapsed && body.contains(picked.getRangeAt(0).commonAncestorContainer);
  const text = (inside ? picked.toString() : body.innerText).trim().replace(/\n{3,}/g, '\n\n');
  const mention = link.dataset.mention ? `${link.dataset.mention}:\n` : '';
  const lines = `${mention}${text}`.split('\n').map((line) => `> ${line}`.trimEnd()).join('\n');
  const before = area.value.trimEnd();
  area.value = `${before}${before && '\n\n'}${lines}\n\n`;
  const reply = area.form.elements.reply_to;
  if (reply) reply.value = link.dataset.quote;
  const note = $('[data-reply-note]', area.form);
  if (note && link.dataset.note) { note.textContent = link.dataset.note; note.hidden = false; }
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  area.dispatchEvent(new Event('input', { bubbles: true }));
  area.scrollIntoView({ block: 'center' });
  return true;
}

async function unfold(link) {
  const answer = await fetch(link.href, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
  if (!answer.ok) throw new Error(String(answer.status));
  const { post } = await answer.json();
  const body = $('.post-body', link.closest('.post'));
  body.innerHTML = post.html; // the server's own sanitised HTML
  body.closest('.fold')?.classList.remove('fold');
  (link.closest('.fold-more') ?? link).remove();
  body.tabIndex = -1;
  body.focus({ preventScroll: true });
}

// ---- Asking before something that cannot be taken back ----

function confirmed(form, submitter) {
  const { confirm, confirmOk, confirmCancel } = form.dataset;
  const dialog = document.createElement('dialog');
  const text = document.createElement('p');
  text.id = 'confirm-text';
  text.textContent = confirm;
  dialog.setAttribute('aria-labelledby', text.id);
  const row = document.createElement('div');
  row.className = 'actions';
  const button = (label, style, value) => {
    const one = document.createElement('button');
    one.type = 'button';
    one.className = style;
    one.textContent = label;
    one.addEventListener('click', () => dialog.close(value));
    row.append(one);
  };
  button(confirmOk, 'button danger', 'ok');
  button(confirmCancel, 'button quiet', '');
  dialog.append(text, row);
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (dialog.returnValue !== 'ok') { submitter?.focus(); return; }
    form.dataset.confirmed = '1';
    form.requestSubmit(submitter ?? undefined);
  });
  document.body.append(dialog);
  dialog.showModal();
  row.lastElementChild.focus();
}

// ---- Events, each listened for once on the document ----

document.addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest?.('[data-leave], [data-quote], [data-unfold]');
  for (const menu of $$('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
  if (!link) return;
  if (link.matches('[data-leave]')) {
    event.preventDefault();
    leave(link);
  } else if (link.matches('[data-quote]')) {
    if (quote(link)) event.preventDefault();
  } else if (link.matches('[data-unfold]')) {
    event.preventDefault();
    unfold(link).catch(() => { location.href = link.href; });
  }
});

document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && event.target.closest?.('details.menu[open]');
  if (menu) { menu.open = false; $('summary', menu).focus(); }
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  const submitter = event.submitter;
  if (sending.has(form)) { event.preventDefault(); return; }
  if (submitter?.name === 'preview' && form.dataset.previewUrl && !submitter.dataset.plain) {
    event.preventDefault();
    // What the preview cannot say here, the page without JavaScript says.
    preview(form).catch(() => {
      if (!navigator.onLine) { say(form, form.dataset.offline); return; }
      submitter.dataset.plain = '1';
      form.requestSubmit(submitter);
    });
    return;
  }
  if (form.matches('[data-composer]') && !navigator.onLine) {
    event.preventDefault();
    say(form, form.dataset.offline);
    return;
  }
  if (form.dataset.confirm && !form.dataset.confirmed && self.HTMLDialogElement) {
    event.preventDefault();
    confirmed(form, submitter);
    return;
  }
  sending.add(form);
  // After the event, so that the pressed button's own name and value are still sent.
  setTimeout(() => { for (const one of $$('button:enabled', form)) { one.disabled = true; one.dataset.held = ''; } });
  // A form answered with a download leaves the page standing.
  setTimeout(() => release(form), 15000);
});

function release(form) {
  if (!sending.has(form)) return;
  sending.delete(form);
  delete form.dataset.confirmed;
  for (const one of $$('[data-held]', form)) { one.disabled = false; delete one.dataset.held; }
}
addEventListener('pageshow', (event) => {
  if (event.persisted) $$('form').forEach(release);
});
addEventListener('online', () => $$('form[data-composer]').forEach((form) => {
  if ($('[data-form-message]', form)) say(form, '');
}));

// A choice made with the pointer is sent at once; with the keyboard the button is pressed, so that arrows can look.
let pointer = false;
addEventListener('pointerdown', () => { pointer = true; }, true);
addEventListener('keydown', () => { pointer = false; }, true);
document.addEventListener('change', (event) => {
  const form = event.target.form;
  if (pointer && form?.matches('[data-autosubmit]')) form.requestSubmit();
});

$('[data-error-summary]')?.focus();

// ---- Searching: titles are offered while one types (ARIA combobox with a list), like threads at one's own title ----

function offer(input) {
  const list = document.createElement('ul');
  list.id = 'suggestions';
  list.className = 'suggestions';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.suggestLabel);
  const state = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id };
  for (const [name, value] of Object.entries(state)) input.setAttribute(name, value);
  input.after(list);
  let asked = 0;
  let at = -1;
  const show = (open) => {
    list.hidden = !open;
    at = -1;
    input.setAttribute('aria-expanded', String(open));
    input.removeAttribute('aria-activedescendant');
  };
  const move = (to) => {
    at = to;
    [...list.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', list.children[at].id);
  };
  const ask = async (mine) => {
    const url = `${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`;
    const answer = await fetch(url, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
    if (!answer.ok || mine !== asked || document.activeElement !== input) return;
    const { suggestions } = await answer.json();
    list.replaceChildren(...suggestions.map(({ title, url: href, language, dir, place }, index) => {
      const option = document.createElement('li');
      option.id = `suggestion-${index}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.dataset.href = href;
      const words = document.createElement('span');
      words.textContent = title;
      words.lang = language;
      words.dir = dir;
      const where = document.createElement('small');
      where.textContent = place ?? '';
      option.append(words, ' ', where);
      return option;
    }));
    show(suggestions.length > 0);
    const number = suggestions.length;
    speak(number > 0 ? counted(input.dataset.suggestCount, number) : input.dataset.suggestNone);
  };
  input.addEventListener('input', async () => {
    asked += 1;
    const mine = asked;
    if (input.value.trim().length < 2) { show(false); return; }
    await pause(200);
    if (mine === asked) ask(mine).catch(() => show(false));
  });
  input.addEventListener('keydown', (event) => {
    const last = list.children.length - 1;
    // Not what Escape does elsewhere: the box stays filled, the page stays open.
    if (event.key === 'Escape' && !list.hidden) { event.preventDefault(); event.stopPropagation(); show(false); }
    if (event.key === 'ArrowDown' && list.hidden && list.children.length > 0) { event.preventDefault(); show(true); return; }
    if (list.hidden || event.isComposing) return;
    if (event.key === 'ArrowDown') { event.preventDefault(); move(at < last ? at + 1 : -1); }
    if (event.key === 'ArrowUp') { event.preventDefault(); move(at < 0 ? last : at - 1); }
    if (event.key === 'Enter' && at >= 0) { event.preventDefault(); location.href = list.children[at].dataset.href; }
  });
  input.addEventListener('blur', () => { asked += 1; show(false); });
  // The box keeps the focus; a finger that only scrolls the list opens nothing.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const href = event.target.closest('[data-href]')?.dataset.href;
    if (!href) return;
    if (event.ctrlKey || event.metaKey) self.open(href, '_blank', 'noopener');
    else location.href = href;
  });
}
$$('input[data-suggest]').forEach(offer);

async function similarTo(url) {
  const answer = await fetch(url, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
  if (!answer.ok) return null;
  return $('[data-similar] .titles', new DOMParser().parseFromString(await answer.text(), 'text/html'));
}

// Under what one reads: once one comes there.
for (const link of $$('a[data-similar-link]')) {
  const seen = new IntersectionObserver(async ([entry]) => {
    if (!entry.isIntersecting) return;
    seen.disconnect();
    const titles = await similarTo(link.href).catch(() => null);
    const place = link.closest('section');
    if (titles) { link.parentElement.replaceWith(titles); } else { place.hidden = true; }
  });
  seen.observe(link);
}

// In what one writes: when its title is there.
for (const place of $$('[data-similar-to]')) {
  const title = $('input[name=title]', place.closest('form'));
  let last = '';
  const look = async () => {
    const text = title.value.trim();
    if (text === last || text.length < 8) return;
    last = text;
    const titles = await similarTo(`${place.dataset.similarTo}&title=${encodeURIComponent(text)}`).catch(() => null);
    if (text !== last) return;
    place.hidden = !titles;
    $('.titles', place)?.remove();
    if (titles) {
      $$('a', titles).forEach((link) => { link.target = '_blank'; });
      place.append(titles);
    }
  };
  title.addEventListener('change', look);
  // Once the typing rests: each look counts as a search.
  let resting = 0;
  title.addEventListener('input', () => { clearTimeout(resting); resting = setTimeout(look, 800); });
}

// ---- Live hints: the header's number, new replies, changed lists. HTTP is the truth: a hint only says that there is
// something to read. Nothing that is being read moves by itself. The protocol is docs/live.md.
{
const words = $('#live-words');
const { shows, member, seq: rendered } = document.body.dataset;
const title = document.title;

// ---- Saying it aloud: politely, and not for each hint ----

let said = 0;
let waiting = '';
function announce(text) {
  const quiet = 10_000 - (Date.now() - said);
  if (quiet > 0) {
    if (!waiting) setTimeout(() => { const last = waiting; waiting = ''; if (last) announce(last); }, quiet);
    waiting = text;
    return;
  }
  said = Date.now();
  speak(text);
}

// ---- The header's number, and the tab's ----

let unread = Number($('[data-inbox-count]')?.textContent.replace(/\D/g, '') ?? 0);
let changed = 0;
const badge = () => { document.title = unread + changed > 0 ? `(${unread + changed}) ${title}` : title; };

function showUnread(number) {
  const link = $('[data-inbox]');
  if (!link) return;
  unread = number;
  const count = $('[data-inbox-count]', link);
  count.textContent = new Intl.NumberFormat(lang).format(number);
  count.classList.toggle('new', number > 0);
  count.hidden = number === 0;
  const spoken = $('[data-inbox-spoken]', link);
  spoken.textContent = number > 0 ? `: ${counted(words.dataset.things, number)}` : '';
  badge();
}

// ---- A bar with one button: what it would show ----

function bar(text, act) {
  let place = $('#live-news');
  if (!place) {
    place = document.createElement('p');
    place.id = 'live-news';
    place.className = 'live-news';
    place.append(document.createElement('button'));
    place.firstChild.type = 'button';
    place.firstChild.className = 'button';
    ($('ol.posts') ?? $('ol.threads') ?? $('main .wrap')).after(place);
  }
  place.firstChild.textContent = text;
  place.firstChild.onclick = act;
}

// The page is not what it would be now.
function outdated() {
  bar(words.dataset.changed, () => location.reload());
  announce(words.dataset.changed);
}

function clearBar() {
  $('#live-news')?.remove();
  waiting = '';
  changed = 0;
  badge();
}

// ---- A thread that is being read ----

const posts = $('ol.posts');
const news = new Set(); // numbers of replies that are not on the page

// The page that shows a post, as the server renders it.
async function pageOf(number) {
  const url = new URL(location.href);
  url.search = `?post=${number}`;
  const answer = await fetch(url, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

async function showNews() {
  const focused = Math.min(...news);
  try {
    while (news.size > 0) {
      const page = await pageOf(Math.min(...news));
      for (const item of $$('ol.posts > li', page)) {
        const number = Number($('article', item).id.slice(5));
        if (!$(`#post-${number}`)) posts.append(item);
        news.delete(number);
      }
      // A post that the page does not show any more is nothing to wait for.
      news.delete(Math.min(...news));
    }
  } catch {
    location.href = `?post=${focused}#post-${focused}`;
    return;
  }
  clearBar();
  const first = $(`#post-${focused}`);
  if (first) {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
}

// Hidden, deleted, shown again or changed: the post as it stands now, in its place.
async function replacePost(number) {
  const article = $(`#post-${number}`);
  if (!article) return;
  const page = await pageOf(number);
  const now = $(`#post-${number}`, page);
  if (now) article.replaceWith(now);
}

function hintOfThread(hint) {
  if (hint.kind === 'post.created') {
    if (String(hint.by) === member || $(`#post-${hint.number}`)) return;
    news.add(hint.number);
    changed = news.size;
    const text = counted(words.dataset.replies, news.size);
    bar(text, showNews);
    badge();
    announce(text);
  } else if (hint.kind.startsWith('post.')) {
    replacePost(hint.number).catch(() => {});
  } else if (hint.kind.startsWith('thread.') && hint.kind !== 'thread.created') {
    outdated();
  }
}

// ---- A list ----

const lines = new Set();
function hintOfList(hint) {
  if (!hint.thread || String(hint.by) === member) return;
  lines.add(hint.thread);
  changed = lines.size;
  const text = counted(words.dataset.threads, lines.size);
  bar(text, () => location.reload());
  badge();
  announce(text);
}

// ---- Hints ----

let seq = Number(rendered);
function take(hint) {
  if (hint.kind === 'reload' || hint.kind === 'refused') {
    outdated();
    return;
  }
  if (hint.seq) {
    if (hint.seq <= seq && hint.kind !== 'hello') return; // seen before
    seq = Math.max(seq, hint.seq);
  }
  if (hint.kind === 'gone') {
    outdated();
  } else if (hint.kind.startsWith('inbox.')) {
    const more = hint.unread > unread;
    showUnread(hint.unread);
    if (more && $('[data-inbox-page]')) bar(words.dataset.changed, () => location.reload());
    if (more && hint.kind === 'inbox.told') announce(counted(words.dataset.things, hint.unread));
  } else if (hint.thread && shows === `thread:${hint.thread}`) {
    hintOfThread(hint);
  } else if (shows?.startsWith('category:')) {
    hintOfList(hint);
  }
}

// ---- The connection ----

const LONGEST = 60_000;
let socket = null;
let failures = 0;
let timer = 0;

function address(path) {
  const url = new URL(path, location.href);
  if (shows) url.searchParams.append('channel', shows);
  url.searchParams.set('since', String(seq));
  return url;
}

function open() {
  clearTimeout(timer);
  if (socket || document.hidden) return;
  const url = address('/live');
  url.protocol = url.protocol.replace('http', 'ws');
  const mine = new WebSocket(url);
  socket = mine;
  let lived = false;
  mine.onmessage = (event) => {
    lived = true;
    failures = 0;
    take(JSON.parse(event.data));
  };
  mine.onclose = ({ code }) => {
    if (socket !== mine) return;
    socket = null;
    // Whoever this page is of is not signed in any more, or not with the same rights.
    if (code === 1008 && member) outdated();
    if (!lived) failures += 1;
    retry();
  };
}

// Twice as long after each failure, never all at once; where sockets do not get through, by asking now and then.
function retry() {
  const wait = Math.min(LONGEST, 1000 * 2 ** failures) * (0.5 + Math.random());
  timer = setTimeout(() => { if (failures > 3) poll(); else open(); }, wait);
}

async function poll() {
  if (document.hidden) return;
  try {
    const answer = await fetch(address('/live/poll'), { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
    if (answer.ok) {
      const told = await answer.json();
      told.hints.forEach(take);
      if (told.reload) take({ kind: 'reload' });
      seq = Math.max(seq, told.seq);
    }
    // Every few polls, a socket is tried again.
    failures = failures > 8 ? 3 : failures + 1;
  } catch {
    failures = Math.min(failures + 1, 8);
  }
  timer = setTimeout(() => { if (failures > 3) poll(); else open(); }, 30_000 * (0.5 + Math.random()));
}

function close() {
  clearTimeout(timer);
  const old = socket;
  socket = null;
  old?.close();
}

function reopen() {
  close();
  failures = 0;
  open();
}

if (words && 'WebSocket' in self && (member || shows)) {
  // No socket on a hidden tab for long.
  let leave = 0;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leave);
    if (document.hidden) leave = setTimeout(close, 60_000);
    else if (!socket) reopen();
  });
  addEventListener('online', reopen);
  addEventListener('offline', close);
  addEventListener('pagehide', close);
  addEventListener('pageshow', (event) => { if (event.persisted) reopen(); });
  // Awake again after sleep: the connection may be dead without knowing it.
  let beat = Date.now();
  setInterval(() => {
    const slept = Date.now() - beat > 45_000;
    beat = Date.now();
    if (slept && !document.hidden) reopen();
  }, 15_000);
  // After the page itself has come.
  pause(300).then(open);
}
}

// A page that is worth having on paper: the key of a case.
$$('[data-print]').forEach((button) => button.addEventListener('click', () => window.print()));

// ---- The expert's desk: a saved reply is put in at once ----

for (const button of $$('button[data-reply]')) {
  button.addEventListener('click', async (event) => {
    if (button.dataset.plain) return;
    event.preventDefault();
    const chosen = $(`#${button.dataset.reply}`);
    const area = $(`#${button.dataset.area}`);
    if (!chosen.value) { chosen.focus(); return; }
    try {
      const url = button.dataset.url + chosen.value;
      const answer = await fetch(url, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
      if (!answer.ok) throw new Error(String(answer.status));
      const { body } = await answer.json();
      const before = area.value.trimEnd();
      area.value = before ? `${before}\n\n${body}` : body;
      area.dispatchEvent(new Event('input', { bubbles: true }));
      area.focus();
      speak(button.dataset.said);
    } catch {
      // As without JavaScript.
      button.dataset.plain = '1';
      button.click();
    }
  });
}

// ---- Keys of one letter: off until switched on, and never while something is typed (WCAG 2.1.4) ----

const keys = $('[data-keys]');
if (keys) {
  const box = $('[data-keys-on]', keys);
  keys.hidden = false;
  try { box.checked = localStorage.getItem('keys') === '1'; } catch { /* no storage: on for this page alone */ }
  box.addEventListener('change', () => {
    try { localStorage.setItem('keys', box.checked ? '1' : '0'); } catch { /* as above */ }
  });
  // The letter on the key where another script is typed.
  const letter = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase());
  const along = (step) => {
    const links = $$('[data-keys-list] h2 a');
    const at = links.indexOf(document.activeElement);
    const to = at < 0 && step < 0 ? links.length - 1 : at + step;
    links[to]?.focus();
    return links.length > 0;
  };
  document.addEventListener('keydown', (event) => {
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest?.('input:not([type=checkbox]), textarea, select, dialog, [contenteditable]')) return;
    const pressed = letter(event);
    const link = $(`a[data-key="${CSS.escape(pressed)}"]`);
    if (link) { event.preventDefault(); link.click(); return; }
    if ((pressed === 'j' || pressed === 'k') && along(pressed === 'j' ? 1 : -1)) event.preventDefault();
  });
}
