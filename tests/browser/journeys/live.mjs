// Two people in two browsers, and what each is told while the other acts.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { category, mainText, reply, signIn, startThread, unique } from '../people.mjs';

// The number in the header.
const inboxCount = async (page) => Number(await page.locator('[data-inbox-count]').textContent());
const counts = (page, number) => page.waitForFunction(
  (wanted) => Number(document.querySelector('[data-inbox-count]').textContent) === wanted, number);

// Listens to what the page says aloud.
async function listen(page) {
  await page.evaluate(() => {
    window.spoken = [];
    document.addEventListener('mipas:say', ({ detail }) => window.spoken.push(detail));
  });
}

// A socket that is open: the server has said hello.
async function connected(page) {
  await page.waitForFunction(() => Number(document.body.dataset.seq) > 0);
  await page.waitForTimeout(1000);
}

async function waitUntil(done) {
  for (let tries = 0; !done(); tries += 1) {
    assert.ok(tries < 100, 'not within five seconds');
    await pause(50);
  }
}

export const tests = {
  'two people talk in one thread without loading it again': async (t) => {
    const ona = await t.page();
    await signIn(ona, 'ona');
    const thread = await startThread(ona, { title: unique('Pokalbis dviese'), text: 'Ar kas nors čia yra?' });
    const ieva = await t.page({ locale: 'ru-RU', width: 360 });
    await signIn(ieva, 'ieva', 'ru');
    await ieva.goto(thread.replace('/lt/', '/ru/'));
    await connected(ona);
    await connected(ieva);
    await listen(ona);
    await ona.evaluate(() => scrollTo(0, 40));
    const before = await ona.evaluate(() => scrollY);
    // Without the number of what is unread, which may stand there already.
    const headed = (await ona.title()).replace(/^\(\d+\) /, '');
    const unread = await inboxCount(ona);

    await reply(ieva, 'Я здесь.');
    const news = ona.locator('#live-news button');
    await news.waitFor();
    assert.equal(await news.innerText(), 'Rodyti 1 naują atsakymą');
    assert.equal(await ona.evaluate(() => scrollY), before);
    assert.equal(await ona.locator('article.post').count(), 1, 'nothing moves by itself');
    await counts(ona, unread + 1);
    assert.match(await ona.title(), /^\(\d+\) /);
    await reply(ieva, 'Вы меня слышите?');
    await ona.locator('#live-news button', { hasText: 'Rodyti 2 naujus atsakymus' }).waitFor();
    assert.equal(await ona.evaluate(() => window.spoken.length), 1, 'not said for each hint');
    await ona.evaluate(() => scrollTo(0, 0));
    await t.axe(ona);
    await t.shot('thread-with-news');

    await news.click();
    await ona.locator('#post-3').waitFor();
    assert.equal(await ona.locator('article.post').count(), 3);
    assert.equal(await ona.evaluate(() => document.activeElement.id), 'post-2');
    assert.equal(await ona.locator('#live-news').count(), 0);
    // Reading it is reading it: the number goes, everywhere.
    await counts(ona, unread);
    assert.equal(await ona.title(), unread > 0 ? `(${unread}) ${headed}` : headed);

    await ona.locator('form.composer textarea[name=text]').fill('Girdžiu.');
    await ona.locator('form.composer button.button').first().click();
    await ona.waitForURL(/post=4/);
    await ieva.locator('#live-news button', { hasText: 'Показать 1 новый ответ' }).waitFor();
    await ieva.locator('#live-news button').click();
    await ieva.locator('#post-4').waitFor();
    assert.ok((await mainText(ieva)).includes('Girdžiu.'));
  },

  'somebody who was offline is told what they missed': async (t) => {
    t.allow(/ERR_INTERNET_DISCONNECTED|WebSocket connection|net::/);
    const ona = await t.page();
    await signIn(ona, 'ona');
    const thread = await startThread(ona, { title: unique('Ryšys dingsta'), text: 'Laukiu atsakymo.' });
    await connected(ona);
    const ieva = await t.page();
    await signIn(ieva, 'ieva');
    await ieva.goto(thread);
    await ona.context().setOffline(true);
    await ona.evaluate(() => dispatchEvent(new Event('offline')));
    await reply(ieva, 'Pirmas atsakymas.');
    await reply(ieva, 'Antras atsakymas.');
    await ona.waitForTimeout(500);
    assert.equal(await ona.locator('#live-news').count(), 0);
    await ona.context().setOffline(false);
    await ona.locator('#live-news button', { hasText: 'Rodyti 2 naujus atsakymus' }).waitFor({ timeout: 15000 });
  },

  'a tab nobody looks at lets its socket go after a minute, and catches up when it is looked at': async (t) => {
    const ona = await t.page();
    await ona.clock.install();
    const sockets = [];
    ona.on('websocket', (socket) => sockets.push(socket));
    await signIn(ona, 'ona');
    const thread = await startThread(ona, { title: unique('Skirtukas fone'), text: 'Dirbu kitur.' });
    await connected(ona);
    const opened = sockets.length;
    const look = (hidden) => ona.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);

    await look(true);
    await ona.clock.fastForward(50_000);
    await ona.waitForTimeout(300);
    assert.ok(!sockets.at(-1).isClosed(), 'a short look elsewhere costs nothing');
    await ona.clock.fastForward(15_000);
    await waitUntil(() => sockets.at(-1).isClosed());
    const ieva = await t.page();
    await signIn(ieva, 'ieva');
    await ieva.goto(thread);
    await reply(ieva, 'Ar dar čia?');
    await ona.clock.fastForward(600_000);
    await ona.waitForTimeout(500);
    assert.equal(sockets.length, opened, 'no socket while hidden');
    assert.equal(await ona.locator('#live-news').count(), 0);

    await look(false);
    await ona.locator('#live-news button', { hasText: 'Rodyti 1 naują atsakymą' }).waitFor();
    assert.equal(sockets.length, opened + 1);
  },

  'a machine that wakes from sleep does not trust its old connection': async (t) => {
    const ona = await t.page();
    await ona.clock.install();
    // Between the page and the site: a connection that dies without a word, as they do while a machine sleeps.
    let asleep = false;
    let connections = 0;
    await ona.routeWebSocket(/\/live/, (mine) => {
      connections += 1;
      const first = !asleep;
      const site = mine.connectToServer();
      site.onMessage((message) => { if (!(first && asleep)) mine.send(message); });
    });
    await signIn(ona, 'ona');
    const thread = await startThread(ona, { title: unique('Kompiuteris miega'), text: 'Uždarau dangtį.' });
    await connected(ona);
    const before = connections;
    asleep = true;
    const ieva = await t.page();
    await signIn(ieva, 'ieva');
    await ieva.goto(thread);
    await reply(ieva, 'Labas rytas.');
    await ona.waitForTimeout(1000);
    assert.equal(await ona.locator('#live-news').count(), 0, 'the old connection says nothing');
    await ona.clock.fastForward(8 * 3600_000);
    await ona.locator('#live-news button', { hasText: 'Rodyti 1 naują atsakymą' }).waitFor();
    assert.equal(connections, before + 1);
  },

  'a post that is hidden while it is looked at is gone at once': async (t) => {
    const ona = await t.page();
    await signIn(ona, 'ona');
    const thread = await startThread(ona, { title: unique('Netinkamas įrašas'), text: 'Pirmas įrašas.' });
    await reply(ona, 'Čia parašyta, kas nedera.');
    const guest = await t.page();
    await guest.goto(`${thread}`);
    await connected(guest);
    assert.ok((await mainText(guest)).includes('kas nedera'));
    const moderator = await t.page();
    await signIn(moderator, 'moderator');
    await moderator.goto(`${thread.split('/').slice(0, 4).join('/')}/posts/2/moderate`);
    await moderator.locator('main form textarea[name=reason], main form input[name=reason]').first().fill('Nedera čia');
    await moderator.locator('main form button').first().click();
    await guest.locator('#post-2.hidden').waitFor();
    const text = await mainText(guest);
    assert.ok(!text.includes('kas nedera') && text.includes('Nedera čia'), text);
  },

  'a list says that threads have changed': async (t) => {
    const guest = await t.page({ width: 360 });
    await guest.goto(`/ru/c/${category}`);
    await connected(guest);
    const ona = await t.page();
    await signIn(ona, 'ona');
    const title = unique('Nauja sąraše');
    await startThread(ona, { title, text: 'Tekstas.' });
    const news = guest.locator('#live-news button');
    await news.filter({ hasText: 'Изменилась 1 тема' }).waitFor();
    assert.ok(!(await mainText(guest)).includes(title));
    await news.click();
    await guest.getByText(title).waitFor();
  },

  'the inbox is read, filtered and followed from': async (t) => {
    const ona = await t.page({ width: 360, theme: 'dark' });
    await signIn(ona, 'ona');
    const title = unique('Kam atsakyta');
    const thread = await startThread(ona, { title, text: 'Klausimas.' });
    const ieva = await t.page();
    await signIn(ieva, 'ieva');
    await ieva.goto(thread);
    await reply(ieva, 'Atsakymas.');
    await ona.goto('/lt/inbox');
    const told = ona.locator('.told', { hasText: title });
    await told.waitFor();
    assert.match(await told.innerText(), /1 atsakymas Jums: Ieva/);
    await t.axe(ona);
    await told.locator('button').click();
    await ona.locator('.notice.good').waitFor();
    assert.equal(await ona.locator('.told.unread', { hasText: title }).count(), 0);
    for (const path of ['/lt/settings/notifications', '/ru/settings/following', '/lt/inbox?kind=thanks']) {
      await ona.goto(path);
      await t.axe(ona);
    }
    await ona.goto(thread);
    await ona.locator('details.follow summary').click();
    await ona.locator('details.follow button[value=muted]').click();
    await ona.locator('details.follow summary', { hasText: 'Nutildyti' }).waitFor();
  },
};
