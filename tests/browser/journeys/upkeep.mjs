// What keeps answers right and questions in order, without JavaScript on a phone: a second pair of eyes, closing,
// duplicates, a translation, the guide, breaking the glass.

import assert from 'node:assert/strict';
import { mainText, password, sees, signIn, unique } from '../people.mjs';

const phone = { width: 360, js: false, locale: 'en-GB' };

async function member(t, login) {
  const page = await t.page(phone);
  await signIn(page, login, 'en');
  return page;
}

// A question of somebody without an account, whose case is open.
async function ask(t, text, area, audience) {
  const page = await t.page(phone);
  await page.goto('/en/ask');
  await page.locator('#f-text').fill(text);
  await page.locator('#f-area').selectOption(area);
  await page.locator(`input[name=audience][value=${audience}]`).check();
  await page.locator('form[action*="/ask"] button.button:not(.quiet)').last().click();
  await page.locator('form[action$="/case/opening"] button').click();
  await page.waitForURL(/\/en\/case$/);
  return page;
}

// The expert opens the question from their queue and takes it, also from a colleague who has not; its path.
async function take(page, text) {
  for (const view of ['mine', 'organisation']) {
    await page.goto(`/en/queue?view=${view}`);
    const link = page.getByRole('link', { name: text });
    if ((await link.count()) === 0) continue;
    await link.first().click();
    await page.locator('form[action$="/acceptance"] button').click();
    return new URL(page.url()).pathname;
  }
  return assert.fail(`«${text}» is in no queue`);
}

async function answer(page, summary) {
  await page.locator('#f-summary').fill(summary);
  await page.locator('#f-body').fill('Made up for this example.');
  await page.locator('input[type=checkbox][name=sources]').first().check();
  await page.locator('form[action*="/answer"] button:not([data-reply]):not([formaction])').click();
  await page.waitForURL(/\/en\/queue/);
}

async function erase(asker) {
  await asker.goto('/en/case');
  await asker.locator('#f-sure').check();
  await asker.locator('form[action$="/case?_method=DELETE"] button').click();
  await asker.waitForURL(/\/en\/ask$/);
}

async function setMode(page, area, mode) {
  await page.goto('/en/admin/verification');
  await page.locator(`#f-mode-${area}`).selectOption(mode);
  await page.locator('main form .save-bar button').click();
  await page.waitForLoadState();
}

const area = 'equal-opportunities';

export const tests = {
  'a second expert verifies an answer without JavaScript': {
    timeout: 120_000,
    run: async (t) => {
      const admin = await member(t, 'admin');
      await setMode(admin, area, 'before');
      try {
        const text = `${unique('May a landlord refuse me')}?`;
        const asker = await ask(t, text, area, 'ngo');
        const first = await member(t, 'expert');
        const path = await take(first, text);
        await answer(first, 'Nobody may be refused for where they come from.');
        await asker.reload();
        assert.ok(!(await mainText(asker)).includes('Nobody may be refused'), 'not before it is verified');
        const second = await member(t, 'laima');
        await second.goto(path);
        await second.locator('form[action$="/examination"] button').click();
        sees(await mainText(second), 'Nobody may be refused for where they come from.');
        await second.locator('#f-objection').fill('The law is missing: name it, please.');
        await second.locator('form[action$="/objection"] button').click();
        await first.goto(path);
        sees(await mainText(first), 'The law is missing: name it, please.');
        assert.equal(await first.locator('#f-summary').inputValue(), 'Nobody may be refused for where they come from.');
        await answer(first, 'The law forbids to refuse anybody for where they come from.');
        await second.goto(path);
        if ((await second.locator('form[action$="/examination"] button').count()) > 0) {
          await second.locator('form[action$="/examination"] button').click();
        }
        await second.locator('form[action$="/verification"] button').click();
        await asker.reload();
        sees(await mainText(asker), 'The law forbids to refuse anybody');
        await erase(asker);
      } finally {
        await setMode(admin, area, 'off');
      }
    },
  },
  'questions are closed with a reason, and as asked before, without JavaScript': {
    timeout: 120_000,
    run: async (t) => {
      const expert = await member(t, 'nina');
      const text = `${unique('Who paints the school')}?`;
      const asker = await ask(t, text, 'education', 'ngo');
      await take(expert, text);
      await expert.locator('#f-closing_reason').fill('This is not about migration.');
      await expert.locator('form[action$="/closure"] button').click();
      await asker.reload();
      sees(await mainText(asker), 'This is not about migration.');
      await erase(asker);

      const again = `${unique('When can a child enrol')}?`;
      const other = await ask(t, again, 'education', 'ngo');
      await expert.goto('/en/questions?area=education&answered=1');
      const original = expert.locator('main li a[href*="/q/"]').first();
      const title = (await original.innerText()).trim();
      const address = await original.getAttribute('href');
      await take(expert, again);
      await expert.locator('#f-duplicate_of').fill(new URL(address, t.base).href);
      await expert.locator('form[action$="/duplicate"] button').click();
      await other.reload();
      sees(await mainText(other), title);
      await erase(other);
    },
  },
  'an answered question is translated and put into the guide without JavaScript': {
    timeout: 120_000,
    run: async (t) => {
      const expert = await member(t, 'nina');
      const title = `${unique('Which certificate does a school ask for')}?`;
      const asker = await ask(t, title, 'education', 'everyone');
      const path = await take(expert, title);
      await answer(expert, 'The last certificate of the school before.');
      await expert.goto(path);
      await expert.locator('#f-title').fill(title);
      await expert.locator('form[action*="/publication"] button').click();
      await expert.waitForURL(/\/en\/q\/\d+\//);
      const page = new URL(expert.url()).pathname;
      const id = page.split('/')[3];

      const editor = await member(t, 'eglute');
      await editor.goto(`/en/q/${id}/versions?language=lt`);
      await editor.locator('#f-title').fill('Kokio pažymėjimo prašo mokykla?');
      await editor.locator('#f-text').fill('Kokio pažymėjimo prašo mokykla?');
      await editor.locator('#f-summary').fill('Paskutinio ankstesnės mokyklos pažymėjimo.');
      await editor.locator('#f-body').fill('Pavyzdys išgalvotas.');
      await editor.locator('.save-bar button').click();
      await editor.waitForLoadState();
      const reader = await t.page({ ...phone, locale: 'lt-LT' });
      await reader.goto(page.replace('/en/', '/lt/'));
      sees(await mainText(reader), 'Paskutinio ankstesnės mokyklos pažymėjimo.');

      await editor.goto(page);
      await editor.locator('form.keeper[action*="/guide"] button').click();
      await editor.waitForLoadState();
      await reader.goto('/lt/areas/education');
      const entry = reader.locator(`#guide-${id}`);
      sees(await entry.innerText(), 'Kokio pažymėjimo prašo mokykla?');
      await editor.goto('/en/areas/education');
      const up = editor.locator(`#guide-${id} form[action$="/position"]:has(input[value=up]) button`);
      if ((await up.count()) > 0) await up.click();
      await editor.goto('/en/areas/education');
      await editor.locator(`#guide-${id} form[action*="/guide?_method=DELETE"] button`).click();
      await reader.reload();
      assert.equal(await entry.count(), 0, 'taken out of the guide');
      await erase(asker);
    },
  },
  'an administrator breaks the glass and the asker sees it, without JavaScript': {
    timeout: 120_000,
    run: async (t) => {
      const text = `${unique('Who keeps my papers')}?`;
      const asker = await ask(t, text, 'education', 'ngo');
      const expert = await member(t, 'nina');
      const id = (await take(expert, text)).split('/').pop();
      const admin = await member(t, 'admin');
      await admin.goto(`/en/admin/questions/${id}/glass`);
      assert.ok(!(await admin.content()).includes(text), 'nothing before a reason is given');
      const reason = unique('A court has asked for this question in writing');
      await admin.locator('#f-reason').fill(reason);
      await admin.locator('#f-password').fill(password);
      await admin.locator('main form .danger').click();
      sees(await mainText(admin), text);
      await asker.reload();
      sees(await mainText(asker), reason);
      await erase(asker);
      await admin.goto('/en/admin/glass');
      const list = await mainText(admin);
      sees(list, 'The question was erased');
      assert.ok(!list.includes(reason), 'the reason goes with the question');
    },
  },
};
