// A moderator keeps order, and everybody sees why.

import assert from 'node:assert/strict';
import { mainText, sees, signIn, startThread, unique } from '../people.mjs';

export const tests = {
  'a moderator closes, moves and hides with a reason': async (t) => {
    const author = await t.page();
    await signIn(author, 'ona');
    const title = unique('Moderuojama tema');
    const thread = await startThread(author, { title, text: 'Tekstas, kuris bus paslėptas.' });
    const id = thread.split('/')[3];

    const page = await t.page({ width: 360 });
    await signIn(page, 'moderator');
    const moderate = async (action, fields) => {
      await page.goto(`/lt/t/${id}/moderate`);
      // One reason, several buttons: each says for itself where the form goes.
      const button = page.locator(`button[formaction*="${action}"]`).first();
      const form = page.locator('form', { has: button });
      for (const [name, value] of Object.entries(fields)) {
        const field = form.locator(`[name=${name}]`);
        if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
        else await field.fill(value);
      }
      await button.click();
      await page.waitForLoadState();
    };
    await page.goto(`/lt/t/${id}/moderate`);
    await t.axe(page);
    await moderate('/closure', { reason: 'Atsakyta, toliau – kitoje temoje.' });
    await moderate('/move', { reason: 'Čia tinkamiau.', category: 'health' });

    await author.goto(thread);
    const text = await mainText(author);
    sees(text, 'Atsakyta, toliau – kitoje temoje.');
    sees(text, 'Čia tinkamiau.');
    assert.equal(await author.locator('form.composer').count(), 0, 'nobody can reply');
    await t.axe(author);

    await moderate('/hiding', { reason: 'Asmens duomenys.' });
    await author.goto(thread);
    sees(await mainText(author), 'Asmens duomenys.');
    const guest = await t.page();
    t.allow(/status of 410/);
    const answer = await guest.goto(thread);
    assert.equal(answer.status(), 410, 'a note stands where it stood');
    assert.ok(!(await guest.content()).includes(title));

    await page.goto('/lt/moderation');
    sees(await mainText(page), 'Asmens duomenys.');
    await t.axe(page);
  },
};
