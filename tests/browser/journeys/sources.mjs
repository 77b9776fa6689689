// An editor notes that a law has changed; an expert walks through the answers that rest on it; what is printed is whole.

import assert from 'node:assert/strict';
import { mainText, sees, signIn } from '../people.mjs';

const note = 'Pakeista nuo kitos savaitės.';

async function see(t, page, name) {
  await t.axe(page);
  await t.shot(name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} scrolls sideways by ${wide} px`);
}

// The labour code's article that an answer of the employment office rests on.
async function find(page) {
  await page.goto('/lt/sources');
  await page.locator('main').getByRole('searchbox').fill('DARBO kodeks 43');
  await page.locator('main form[role=search] button').click();
  await page.locator('main ol a').first().click();
  await page.waitForURL(/\/lt\/sources\/\d+$/);
  return new URL(page.url()).pathname;
}

async function walk(t, width, js) {
  const editor = await t.page({ width, js });
  const check = js ? (page, name) => see(t, page, `${name} ${width}`) : async () => {};
  await signIn(editor, 'eglute');
  await editor.goto('/lt/sources');
  await check(editor, 'sources');
  const path = await find(editor);
  await editor.locator('#f-note').fill(note);
  await editor.locator('form:has(#f-note) button').click();
  await editor.waitForLoadState();
  sees(await mainText(editor), 'Liko peržiūrėti');
  await check(editor, 'source');
  await editor.goto(`${path}/edit`);
  await check(editor, 'source edit');
  // Whether an answer is still right is for its body to say: the editor walks and sees what the change has touched.
  await editor.goto(`${path}/review`);
  sees(await mainText(editor), note);
  sees(await mainText(editor), 'Ar atsakymas tebėra teisingas, pasako ši įstaiga ar organizacija');
  await check(editor, 'editor walks');

  const expert = await t.page({ width, js });
  await signIn(expert, 'egor');
  await expert.goto(path);
  await expert.locator(`a[href="${path}/review"]`).click();
  sees(await mainText(expert), note);
  await check(expert, 'source review');
  const question = await expert.locator('.actions a[href*="/q/"]').getAttribute('href');
  for (let left = 20; left > 0; left -= 1) {
    const still = expert.locator('form[action$="/review"] button');
    if ((await still.count()) === 0) break;
    await still.click();
    await expert.waitForLoadState();
  }
  sees(await mainText(expert), 'Peržiūrėti nebėra ko');

  const guest = await t.page({ width, js });
  await guest.goto(question);
  assert.ok(!(await mainText(guest)).includes(note), 'it is in doubt no more');
  await check(guest, 'question');
  await guest.goto(`${question}/history`);
  sees(await mainText(guest), note);
  await check(guest, 'history');
  return question;
}

// What paper gets: nothing cut, addresses written out, nothing to press.
async function print(t, question) {
  const page = await t.page({ width: 800 });
  await page.goto(question);
  await page.emulateMedia({ media: 'print' });
  const address = page.locator('.sources a').first();
  const href = await address.getAttribute('href');
  const written = await address.evaluate((link) => getComputedStyle(link, '::after').content);
  assert.ok(written.includes(href) || written.includes('attr(href)'), `${written} has no ${href}`);
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, textarea, nav')].filter((one) => one.checkVisibility()).length);
  assert.equal(shown, 0, 'nothing to press is printed');
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('main *')].filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
      && getComputedStyle(one).overflowX !== 'visible').length);
  assert.equal(cut, 0, 'nothing is cut');
  sees(await mainText(page), 'Patikrinta');
  await t.shot('print');
}

export const tests = {
  'an editor marks a source, the expert walks the review, on paper all is there': {
    timeout: 120_000,
    run: async (t) => {
      const question = await walk(t, 1280, true);
      await print(t, question);
    },
  },
  'the same on a phone': { timeout: 120_000, run: (t) => walk(t, 360, true) },
  'the same without JavaScript': { timeout: 120_000, run: (t) => walk(t, 360, false) },
};
