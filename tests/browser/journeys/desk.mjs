// An expert works the queue by keyboard alone: takes a question, asks for a detail, answers with a source.

import assert from 'node:assert/strict';
import { mainText, sees, signIn, unique } from '../people.mjs';

const focused = (page) => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? '');

// Goes on with Tab, as far as a person would, until the element has the focus.
async function tabTo(page, selector, most = 150) {
  const there = () => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  for (let step = 0; step < most; step += 1) {
    if (await there()) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${selector} is not reached by Tab; the focus is at ${await focused(page)}`);
}

async function type(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}

async function press(page, selector, url) {
  await tabTo(page, selector);
  await Promise.all([page.waitForURL(url), page.keyboard.press('Enter')]);
}

// A question of somebody without an account, for the NGO's expert for education: only one may read it.
async function ask(t, text) {
  const page = await t.page({ width: 360, locale: 'en-GB' });
  await page.goto('/en/ask');
  await page.locator('#f-text').fill(text);
  await page.locator('#f-area').selectOption('education');
  await page.locator('input[name=audience][value=ngo]').check();
  await page.locator('form[action*="/ask"] button.button:not(.quiet)').last().click();
  await page.locator('.key').waitFor();
  await page.locator('form[action$="/case/opening"] button').click();
  await page.waitForURL(/\/en\/case$/);
  return page;
}

const bodies = (page) => page.locator('#f-organisation option').allInnerTexts();

async function erase(asker) {
  await asker.locator('#f-sure').check();
  await asker.locator('form[action$="/case?_method=DELETE"] button').click();
  await asker.waitForURL(/\/en\/ask$/);
}

async function check(t, page, name) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await t.axe(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} scrolls sideways by ${wide} px at ${width}`);
    await t.shot(`desk ${name} ${width}`);
  }
}

async function saveReply(t, page, title) {
  await page.goto('/en/queue/replies');
  await check(t, page, 'replies');
  await press(page, 'main a[href$="/queue/replies/new"]', /\/replies\/new$/);
  await type(page, '#f-title', title);
  await type(page, '#f-body', 'You do not need a residence permit to enrol a child.');
  await check(t, page, 'reply');
  await press(page, 'main form .button', /\/replies#reply-\d+$/);
}

export const tests = {
  'an expert works the queue by keyboard': {
    timeout: 240_000,
    run: async (t) => {
      const text = `${unique('Which school takes my child')}?`;
      const asker = await ask(t, text);
      const page = await t.page({ locale: 'en-GB' });
      await signIn(page, 'nina', 'en');
      const title = unique('Enrolling');
      await saveReply(t, page, title);

      // Keys of one letter do nothing until they are switched on.
      await page.goto('/en/queue');
      await check(t, page, 'queue');
      await page.keyboard.press('j');
      assert.ok(!(await focused(page)).includes('/en/queue/'), 'off until switched on');
      await tabTo(page, '.desk-keys summary');
      await page.keyboard.press('Enter');
      await tabTo(page, '[data-keys-on]');
      await page.keyboard.press('Space');
      let steps = 0;
      do {
        await page.keyboard.press('j');
        steps += 1;
      } while (steps < 60 && (await page.evaluate(() => document.activeElement?.textContent)) !== text);
      assert.ok(steps < 60, 'the question is in the queue');
      await Promise.all([page.waitForURL(/\/en\/queue\/\d+$/), page.keyboard.press('Enter')]);
      const url = page.url();
      await press(page, 'form[action$="/acceptance"] button', url);
      sees(await mainText(page), 'The question is yours.');
      await check(t, page, 'question');

      // Asks for a detail: `d` leads there, and does not write itself into the field.
      await page.keyboard.press('d');
      await type(page, '#f-request_text', 'How old is the child? Add a day if you like');
      assert.equal(await page.locator('#f-request_text').inputValue(), 'How old is the child? Add a day if you like');
      await press(page, 'form[action$="/requests"] button:not([data-reply])', /\/en\/queue$/);
      await asker.reload();
      sees(await mainText(asker), 'How old is the child?');
      await asker.locator('#f-text').fill('Seven');
      await asker.locator('form[action*="/messages"] button').first().click();
      await asker.waitForURL(/#messages$/);

      // Answers, with a saved reply and a source.
      await page.goto(url);
      await page.keyboard.press('a');
      await type(page, '#f-summary', 'Any school of your municipality takes the child.');
      await tabTo(page, '#f-reply');
      await page.locator('#f-reply').selectOption({ label: title });
      await tabTo(page, '[data-area=f-body]');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'f-body');
      sees(await page.locator('#f-body').inputValue(), 'You do not need a residence permit');
      await tabTo(page, 'input[name=sources]');
      await page.keyboard.press('Space');
      await tabTo(page, 'form[action*="/answer"] button:not([data-reply]):not([formaction])');
      await Promise.all([page.waitForURL((now) => now.pathname !== new URL(url).pathname), page.keyboard.press('Enter')]);
      sees(await mainText(page), 'The answer is sent.');
      await asker.reload();
      sees(await mainText(asker), 'Any school of your municipality takes the child.');
      await check(t, asker, 'answered case');

      await erase(asker);
      await page.goto('/en/queue/replies');
      await page.getByRole('link', { name: title }).click();
      await page.locator('main button.danger').click();
      await page.locator('dialog .danger').click();
      await page.waitForURL(/\/replies$/);
    },
  },
  'a saved reply is put in without JavaScript': {
    timeout: 120_000,
    run: async (t) => {
      const text = `${unique('When does school begin')}?`;
      const asker = await ask(t, text);
      const page = await t.page({ width: 360, js: false, locale: 'en-GB' });
      await signIn(page, 'nina', 'en');
      const title = unique('Term');
      await page.goto('/en/queue/replies/new');
      await page.locator('#f-title').fill(title);
      await page.locator('#f-body').fill('School begins on the first of September.');
      await page.locator('main form .button').first().click();
      await page.goto('/en/queue');
      await page.getByRole('link', { name: text }).first().click();
      await page.locator('form[action$="/acceptance"] button').click();
      await page.locator('#f-summary').fill('On the first of September.');
      await page.locator('#f-body').fill('As typed.');
      await page.locator('#f-reply').selectOption({ label: title });
      await page.locator('button[name=into][value=body]').click();
      assert.equal(await page.locator('#f-body').inputValue(), 'As typed.\n\nSchool begins on the first of September.');
      assert.equal(await page.locator('#f-summary').inputValue(), 'On the first of September.');
      await page.locator('input[type=checkbox][name=sources]').first().check();
      await page.locator('form[action*="/answer"] button:not([data-reply]):not([formaction])').click();
      await page.waitForURL(/\/en\/queue/);
      await asker.reload();
      sees(await mainText(asker), 'School begins on the first of September.');
      await erase(asker);
      await page.goto('/en/queue/replies');
      await page.getByRole('link', { name: title }).click();
      await page.locator('button.danger').click();
      await page.waitForURL(/\/replies$/);
    },
  },
  'a question goes to a municipality once its asker has agreed, without JavaScript at the desk': {
    timeout: 120_000,
    run: async (t) => {
      const text = `${unique('Who pays for the school bus')}?`;
      const asker = await ask(t, text);
      const page = await t.page({ width: 360, js: false, locale: 'en-GB' });
      await signIn(page, 'nina', 'en');
      await page.goto('/en/queue');
      await page.getByRole('link', { name: text }).first().click();
      const { pathname } = new URL(page.url());
      await page.locator('form[action$="/acceptance"] button').click();
      await page.locator('#f-organisation').selectOption({ label: (await bodies(page)).find((name) => name.includes('Sample Town')) });
      await page.locator('#f-handing_reason').fill('The municipality pays for the bus.');
      await page.locator('form[action$="/hand-overs"] button').click();
      sees(await mainText(page), 'The municipality pays for the bus.');

      const other = await t.page({ width: 360, locale: 'en-GB' });
      await signIn(other, 'greta', 'en');
      await other.goto('/en/queue');
      assert.ok(!(await mainText(other)).includes(text), 'nothing before the asker has agreed');
      await asker.reload();
      sees(await mainText(asker), 'The municipality pays for the bus.');
      await check(t, asker, 'consent');
      await asker.locator('button[name=consent][value=agree]').click();
      await asker.waitForLoadState();
      await check(t, asker, 'consented');
      await other.reload();
      await other.getByRole('link', { name: text }).first().click();
      assert.equal(new URL(other.url()).pathname, pathname);
      await check(t, other, 'handed over');
      t.allow(/status of 404/);
      await page.goto(pathname);
      assert.ok(!(await page.content()).includes(text), 'who has given it away reads it no more');
      await erase(asker);
    },
  },
};
