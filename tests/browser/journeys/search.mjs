// Searching: by keyboard, without JavaScript, and what is offered to who reads and writes.

import assert from 'node:assert/strict';
import { category, mainText, signIn, startThread, unique } from '../people.mjs';

// What was written is found within a second.
const indexed = (page) => page.waitForTimeout(1500);

export const tests = {
  'a title is found by typing its beginning and pressing keys': async (t) => {
    const ona = await t.page();
    await signIn(ona, 'ona');
    const word = unique('Kiaunė').replace(/[^\p{L}\p{N}]/gu, '');
    await startThread(ona, { title: `${word} namuose`, text: 'Ką daryti?' });
    await indexed(ona);
    const guest = await t.page({ width: 360, theme: 'dark' });
    await guest.goto('/ru/');
    const box = guest.getByRole('combobox');
    await box.focus();
    await box.pressSequentially(word.slice(0, -2), { delay: 20 });
    const list = guest.getByRole('listbox');
    await list.getByRole('option', { name: `${word} namuose` }).waitFor();
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    await t.axe(guest);
    await t.shot('suggestions');
    await box.press('ArrowDown');
    const active = await box.getAttribute('aria-activedescendant');
    assert.equal(await guest.locator(`#${active}`).getAttribute('aria-selected'), 'true');
    await box.press('Escape');
    assert.ok(await list.isHidden());
    assert.equal(await box.getAttribute('aria-expanded'), 'false');
    await box.press('Backspace');
    await list.getByRole('option').first().waitFor();
    await box.press('ArrowDown');
    await box.press('Enter');
    await guest.waitForURL(/\/ru\/t\//);
    assert.ok((await mainText(guest)).includes(`${word} namuose`));
  },

  'searching works without JavaScript, narrows and pages': async (t) => {
    const guest = await t.page({ js: false, width: 360 });
    await guest.goto('/lt/');
    await guest.locator('form.find input').fill('leidimas');
    await guest.locator('form.find button').click();
    await guest.waitForURL(/\/lt\/search\?q=leidimas/);
    assert.match(await mainText(guest), /Rast[aiuo]s? \d+ rezultat/);
    assert.ok(await guest.locator('.results mark').count() > 0);
    await guest.locator('.facets summary').click();
    await guest.locator('.facets a', { hasText: 'Temos' }).click();
    await guest.waitForURL(/type=thread/);
    assert.equal(await guest.locator('.results .badge', { hasText: 'Atsakymas' }).count(), 0);
    await guest.goto('/lt/search?q=xyzzyplugh');
    assert.ok((await mainText(guest)).includes('Nieko neradome'));
  },

  'pages of searching are accessible in both themes and widths': async (t) => {
    for (const [width, theme] of [[360, 'light'], [1280, 'dark']]) {
      const guest = await t.page({ width, theme });
      for (const path of ['/lt/search?q=leidimas', '/ru/search', '/en/search?q=lang:xx+permit', '/lt/search?q=xyzzyplugh',
        '/ru/search/suggestions?q=leid', '/lt/search/similar?kind=thread&title=leidimas+gyventi']) {
        await guest.goto(path);
        await t.axe(guest);
        assert.ok(await guest.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is too wide`);
      }
      await t.shot(`search-${width}`);
    }
  },

  'similar threads are offered to who reads and who writes': async (t) => {
    const ona = await t.page();
    await signIn(ona, 'ona');
    const word = unique('Užstatas').replace(/[^\p{L}\p{N}]/gu, '');
    const first = await startThread(ona, { title: `${word} ir nuomininkas`, text: `Negrąžina: ${word}.` });
    await startThread(ona, { title: `Kada grąžinamas ${word} nuomininkui`, text: `Klausiu: ${word}.` });
    await indexed(ona);
    await ona.goto(first);
    await ona.locator('#similar').scrollIntoViewIfNeeded();
    await ona.locator('section .titles a', { hasText: `Kada grąžinamas ${word}` }).waitFor();

    await ona.goto(`/lt/c/${category}/new`);
    await ona.locator('input[name=title]').fill(`${word} nuomininkui`);
    await ona.locator('[data-similar-to] a').first().waitFor();
    assert.equal(await ona.locator('[data-similar-to] a').count(), 2);
    await t.axe(ona);
    await t.shot('similar-in-composer');
  },
};
