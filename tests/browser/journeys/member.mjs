// From a stranger to a conversation.

import assert from 'node:assert/strict';
import { category, mainText, password, reply, sees, signIn, startThread, unique } from '../people.mjs';

export const tests = {
  'sign up, confirm, post, be answered': async (t) => {
    const name = unique('Rasa').replace(' ', '');
    const address = `${name.toLowerCase()}@example.org`;
    const page = await t.page({ width: 360 });
    await page.goto('/lt/sign-up');
    await page.locator('input[name=public_name]').fill(name);
    await page.locator('input[name=email]').fill(address);
    await page.locator('input[name=password]').fill('visiškai naujas slaptažodis');
    await t.axe(page);
    await page.locator('main form button').first().click();
    const mail = await t.mail(address);
    const link = mail.links.find((found) => found.includes('/confirm/'));
    assert.ok(link, mail.text);
    await page.goto(link);
    await t.axe(page);
    await page.locator('main form button').first().click();
    await page.locator('.account details').waitFor();
    sees(await page.locator('.account').innerText(), name);

    const title = unique('Kur ieškoti buto?');
    const thread = await startThread(page, { title, text: 'Ieškau **buto** šeimai.', tags: 'nuoma' });
    assert.equal(await page.locator('.post strong').innerText(), 'buto');

    const other = await t.page({ locale: 'ru-RU' });
    await signIn(other, 'ona', 'ru');
    await other.goto(thread.replace('/lt/', '/ru/'));
    await reply(other, 'Попробуйте спросить в общине.');

    await page.goto(`/lt/c/${category}`);
    const item = page.locator('.thread', { hasText: title });
    assert.match(await item.innerText(), /1 naujas/);
    await item.locator('h3 a').click();
    sees(await mainText(page), 'Попробуйте спросить в общине.');
  },

  'a lost connection keeps the text, and sending it twice makes one post': async (t) => {
    t.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::/);
    const page = await t.page();
    await signIn(page, 'ona');
    await startThread(page, { title: unique('Ryšys nutrūko'), text: 'Pirmas įrašas.' });
    const text = unique('Parašyta be ryšio');
    await page.locator('form.composer textarea[name=text]').fill(text);
    await page.context().setOffline(true);
    await page.locator('form.composer button.button').first().click();
    assert.equal(await page.locator('form.composer textarea[name=text]').inputValue(), text);
    await page.context().setOffline(false);
    // Twice, faster than the answer comes.
    await page.evaluate(() => {
      const form = document.querySelector('form.composer');
      const body = new URLSearchParams(new FormData(form));
      return Promise.all([1, 2].map(() => fetch(form.action, { method: 'POST', body, redirect: 'manual' })));
    });
    await page.reload();
    assert.equal(await page.locator('article.post', { hasText: text }).count(), 1);
    assert.equal(await page.locator('article.post').count(), 2);
  },

  'a draft is there again, and a preview shows how it will look': async (t) => {
    const page = await t.page();
    await signIn(page, 'ona');
    await startThread(page, { title: unique('Juodraštis'), text: 'Pirmas įrašas.' });
    const thread = page.url();
    await page.locator('form.composer textarea[name=text]').fill('Pusė **minties**');
    await page.locator('form.composer button[name=preview]').click();
    await page.locator('[data-preview] strong').waitFor();
    await page.locator('[data-draft-status]', { hasText: 'išsaugotas' }).waitFor();
    await page.goto('/lt/');
    await page.goto(thread);
    assert.equal(await page.locator('form.composer textarea[name=text]').inputValue(), 'Pusė **minties**');
  },

  'everything works without JavaScript': async (t) => {
    const page = await t.page({ js: false, width: 360 });
    await page.goto('/lt/sign-in');
    await page.locator('input[name=email]').fill('ona@example.org');
    await page.locator('input[name=password]').fill(password);
    await page.locator('main form button').first().click();
    const title = unique('Be JavaScript');
    const thread = await startThread(page, { title, text: 'Pirmas.' });
    await page.locator('form.composer textarea[name=text]').fill('Su **peržiūra**');
    await page.locator('form.composer button[name=preview]').click();
    assert.equal(await page.locator('[data-preview] strong').innerText(), 'peržiūra');
    await page.locator('form.composer button.button').first().click();
    await page.waitForURL(/post=2/);
    assert.equal(await page.locator('article.post').count(), 2);
    await page.locator('article.post').last().getByRole('link', { name: 'Redaguoti' }).click();
    await page.locator('textarea[name=text]').fill('Pakeistas tekstas');
    await page.locator('form.composer button.button').first().click();
    sees(await mainText(page), 'Pakeistas tekstas');
    await page.getByRole('link', { name: 'redaguota' }).click();
    assert.ok((await page.locator('.diff ins').count()) > 0);
    await page.goto(thread);
    await page.locator('article.post').last().getByRole('button', { name: 'Ištrinti' }).click();
    sees(await mainText(page), 'Šis įrašas ištrintas.');
    await page.locator('article.post').last().getByRole('button', { name: 'Atkurti' }).click();
    sees(await mainText(page), 'Pakeistas tekstas');
  },
};
