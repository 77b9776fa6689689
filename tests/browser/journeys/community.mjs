// Members answer a public question, and say whose answer has helped them.

import assert from 'node:assert/strict';
import { mainText, sees, signIn, unique } from '../people.mjs';

// A public question of the demonstration that a body has answered.
async function question(page, lang) {
  await page.goto(`/${lang}/questions?answered=1&area=housing`);
  await page.locator('.question-item h3 a').first().click();
  await page.waitForURL(/\/q\/\d+\/[^/]+$/);
  return new URL(page.url()).pathname;
}

async function see(t, page, name) {
  await t.shot(name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} scrolls sideways by ${wide} px`);
}

const form = (page) => page.locator('form#composer');
const item = (page, text) => page.locator('.community article', { hasText: text });

async function write(page, text) {
  await form(page).locator('textarea[name=text]').fill(text);
  await form(page).locator('.composer-foot button').first().click();
}

// `check`: what axe is told to look at; it needs JavaScript itself.
async function goThrough(t, { width, js = true }, check) {
  t.allow(/status of 422/);
  const ona = await t.page({ width, js, locale: 'lt-LT' });
  await signIn(ona, 'ona');
  const path = await question(ona, 'lt');
  const block = await ona.locator('script[type="application/ld+json"]').textContent();
  assert.equal(JSON.parse(block)['@type'], 'QAPage');
  await check(ona);
  const text = unique('Kreipkitės į seniūniją');
  await write(ona, `${text}, man padėjo. Skambinkite +370 612 34567.`);
  await ona.locator('#f-checked').waitFor();
  await check(ona);
  await see(t, ona, `community asked ${width}`);
  assert.ok(await ona.locator('input[name=remove]').isChecked(), 'everybody will read it');
  await ona.locator('#f-checked button').click();
  await ona.waitForURL(/#community-\d+$/);
  sees(await mainText(ona), `${text}, man padėjo. Skambinkite [telefonas].`);
  assert.equal(await item(ona, text).locator('.thanks').count(), 0, 'not for one’s own');

  const egor = await t.page({ width, js, locale: 'ru-RU' });
  await signIn(egor, 'egor', 'ru');
  await egor.goto(path.replace('/lt/', '/ru/'));
  const button = item(egor, text).getByRole('button', { name: 'Мне помогло' });
  await button.click();
  await egor.waitForURL(/#community-\d+$/);
  sees(await item(egor, text).innerText(), 'Помогло 1 человеку');
  assert.equal(await item(egor, text).locator('.thanks').getAttribute('aria-pressed'), 'true');
  await check(egor);
  await see(t, egor, `community voted ${width}`);
  const order = await egor.locator('main article').evaluateAll((all) => all.map((one) => one.className));
  assert.match(order[0], /answer/, 'the official answer stands first');

  // It is edited, and what it said can be read.
  await item(ona, text).getByRole('link', { name: 'Redaguoti' }).click();
  await check(ona);
  await ona.locator('form.composer textarea[name=text]').fill(`${text} iš ryto.`);
  await ona.locator('form.composer .composer-foot button').first().click();
  await ona.waitForURL(/#community-\d+$/);
  await item(ona, text).getByRole('link', { name: 'redaguota' }).click();
  await check(ona);
  sees(await mainText(ona), 'man padėjo');

  // A moderator hides it; its author reads why, others do not see it.
  const moderator = await t.page({ width, js, locale: 'lt-LT' });
  await signIn(moderator, 'moderator');
  await moderator.goto(path);
  await item(moderator, text).getByRole('link', { name: 'Moderuoti' }).click();
  await check(moderator);
  await see(t, moderator, `community moderated ${width}`);
  await moderator.locator('#f-reason').fill('Tik bandymas');
  await moderator.locator('main form button').first().click();
  await moderator.waitForURL(/#community-\d+$/);
  await ona.goto(path);
  sees(await mainText(ona), 'Tik bandymas');
  await egor.goto(path);
  assert.equal(await item(egor, text).count(), 0);
}

export const tests = {
  'a member answers and is helped by votes': {
    timeout: 120_000,
    run: (t) => goThrough(t, { width: 360 }, (page) => t.axe(page)),
  },
  'the same on a wide screen': {
    timeout: 120_000,
    run: (t) => goThrough(t, { width: 1280 }, (page) => t.axe(page)),
  },
  'the same without JavaScript': {
    timeout: 120_000,
    run: (t) => goThrough(t, { width: 360, js: false }, () => {}),
  },
};
