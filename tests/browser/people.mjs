// What people do on the site, for the journeys: found by role and label as a reader would.

import assert from 'node:assert/strict';

// The demonstration's members sign in with <login>@example.org and this one password.
export const password = 'demo demo demo';

export async function signIn(page, login, lang = 'lt') {
  await page.goto(`/${lang}/sign-in`);
  await page.locator('input[name=email]').fill(`${login}@example.org`);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main form button').first().click();
  await page.locator('.account details').waitFor();
}

// Where members may write, in the demonstration.
export const category = 'housing';

export async function startThread(page, { lang = 'lt', title, text, tags = '' }) {
  await page.goto(`/${lang}/c/${category}/new`);
  await page.locator('input[name=title]').fill(title);
  await page.locator('textarea[name=text]').fill(text);
  await page.locator('input[name=tags]').fill(tags);
  await page.locator('form.composer button.button').first().click();
  await page.waitForURL(new RegExp(`/${lang}/t/\\d+/`));
  return new URL(page.url()).pathname;
}

export async function reply(page, text) {
  await page.locator('form.composer textarea[name=text]').fill(text);
  await page.locator('form.composer button.button').first().click();
  await page.waitForURL(/post=\d+/);
}

export async function mainText(page) {
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ');
}

export function sees(text, part) {
  assert.ok(text.includes(part), `«${part}» is not on the page: ${text.slice(0, 600)}`);
}

export function unique(word) {
  return `${word} ${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
}
