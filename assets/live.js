// Live hints: the header's number, new replies, changed lists. HTTP is the truth: a hint only says that there is
// something to read. Nothing that is being read moves by itself. The protocol is docs/live.md.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const words = $('#live-words');
const { shows, member, seq: rendered } = document.body.dataset;
const lang = document.documentElement.lang;
const plural = new Intl.PluralRules(lang);
const title = document.title;
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// A message with a number: the server has written it out for numbers of every plural form.
function counted(name, number) {
  const forms = Object.entries(JSON.parse(words.dataset[name]));
  const form = forms.find(([sample]) => plural.select(Number(sample)) === plural.select(number)) ?? forms[0];
  return form[1].replace(form[0], new Intl.NumberFormat(lang).format(number));
}

// ---- Saying it aloud: politely, and not for each hint ----

let said = 0;
let waiting = '';
function announce(text) {
  const quiet = 10_000 - (Date.now() - said);
  if (quiet > 0) {
    if (!waiting) setTimeout(() => { const last = waiting; waiting = ''; announce(last); }, quiet);
    waiting = text;
    return;
  }
  said = Date.now();
  document.dispatchEvent(new CustomEvent('mipas:say', { detail: text }));
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
  spoken.textContent = number > 0 ? `: ${counted('things', number)}` : '';
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

function clearBar() {
  $('#live-news')?.remove();
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
    const text = counted('replies', news.size);
    bar(text, showNews);
    badge();
    announce(text);
  } else if (hint.kind.startsWith('post.')) {
    replacePost(hint.number).catch(() => {});
  } else if (hint.kind.startsWith('thread.') && hint.kind !== 'thread.created') {
    bar(words.dataset.changed, () => location.reload());
    announce(words.dataset.changed);
  }
}

// ---- A list ----

const lines = new Set();
function hintOfList(hint) {
  if (!hint.thread || String(hint.by) === member) return;
  lines.add(hint.thread);
  changed = lines.size;
  const text = counted('threads', lines.size);
  bar(text, () => location.reload());
  badge();
  announce(text);
}

// ---- Hints ----

let seq = Number(rendered);
function take(hint) {
  if (hint.kind === 'reload') {
    bar(words.dataset.changed, () => location.reload());
    return;
  }
  if (hint.seq) {
    if (hint.seq <= seq && hint.kind !== 'hello') return; // seen before
    seq = Math.max(seq, hint.seq);
  }
  if (hint.kind.startsWith('inbox.')) {
    const more = hint.unread > unread;
    showUnread(hint.unread);
    if (more && hint.kind === 'inbox.told') announce(counted('things', hint.unread));
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
  mine.onclose = () => {
    if (socket !== mine) return;
    socket = null;
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
