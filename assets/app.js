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
  if (event.key !== 'Escape' || event.repeat || !link) return;
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
