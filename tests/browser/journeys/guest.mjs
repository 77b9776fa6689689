// A first-time reader on a phone: no account, no cookie.

import assert from 'node:assert/strict';
import { mainText, sees } from '../people.mjs';

export const tests = {
  'a guest reads, switches the language and stays on the page': async (t) => {
    const page = await t.page({ width: 360, locale: 'ru-RU' });
    await page.goto('/');
    assert.match(page.url(), /\/ru\/$/, 'the browser’s language is chosen');
    await page.locator('.areas a').first().click();
    await page.waitForURL(/\/ru\/areas\//);
    const russian = await page.locator('h1').innerText();
    await page.locator('.langs a[hreflang=lt]').click();
    await page.waitForURL(/\/lt\/areas\//);
    assert.notEqual(await page.locator('h1').innerText(), russian);
    assert.equal(await page.locator('html').getAttribute('lang'), 'lt');
    await page.locator('.threads h3 a').first().click();
    await page.waitForURL(/\/lt\/t\/\d+\//);
    assert.ok((await page.locator('article.post').count()) > 0);
    sees(await mainText(page), 'Prisijungti');
    assert.deepEqual(await page.context().cookies(), [], 'reading sets no cookie');
    await t.axe(page);
  },

  'what is typed on the front page is looked for, and can be asked then': async (t) => {
    const page = await t.page({ width: 360 });
    await page.goto('/lt/');
    await page.locator('.hero input').fill('Kur sudaryti qqwwnuomos sutartį?');
    await page.locator('.hero form button').click();
    await page.waitForURL(/\/lt\/search\?q=/);
    assert.equal(await page.locator('main input[type=search]').inputValue(), 'Kur sudaryti qqwwnuomos sutartį?');
    await t.axe(page);
    await page.goto('/lt/');
    await page.locator('.hero a.button').first().click();
    await page.waitForURL(/\/lt\/ask$/);
  },

  'one leaves this page at once': async (t) => {
    t.allow(/./);
    const page = await t.page({ width: 360 });
    await page.goto('/lt/privacy');
    const target = await page.locator('a.leave').getAttribute('href');
    assert.match(target, /^https:\/\//);
    const leaving = page.waitForRequest((request) => request.url().startsWith(target.replace(/\/$/, '')));
    await page.locator('a.leave').click();
    await leaving;
  },
};
