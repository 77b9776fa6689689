// Text that means harm, put through every field that is ever shown and opened in a real browser: no script runs,
// nothing leaves the page. The harness fails a test on a dialog, a console error, a breach of the content policy and
// a request to another origin.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { category, signIn } from '../people.mjs';

export const writes = true;

const inputs = JSON.parse(await readFile(new URL('../../data/hostile.json', import.meta.url), 'utf8'));
assert.ok(inputs.length >= 300, `${inputs.length} inputs`);

// Many inputs stand on one page: what one of them does, the page does.
const A_POST = 18;

async function post(page, path, fields) {
  return page.evaluate(
    async ([path, fields]) => {
      const csrf = document.querySelector('input[name=csrf]').value;
      const body = new URLSearchParams({ ...fields, csrf });
      // As a program asks: the page that a form leads to would be made for nothing.
      const answer = await fetch(path, { method: 'POST', body, headers: { accept: 'application/json' } });
      const { url } = answer.ok ? await answer.json() : {};
      return { status: answer.status, url };
    },
    [path, fields],
  );
}

async function staysHere(t, page, url) {
  await page.goto(url);
  const marks = await page.evaluate(() => ({
    host: location.origin,
    ran: Boolean(window.pwned || window.xss || document.title.includes('pwned')),
    scripts: document.querySelectorAll('main script, main iframe, main object, main embed, main base, main meta').length,
    handlers: [...document.querySelectorAll('main *')].filter((element) =>
      [...element.attributes].some((attribute) => /^on/i.test(attribute.name)),
    ).length,
    links: [...document.querySelectorAll('main a[href]')].filter((a) => !/^(https?|mailto):$/.test(a.protocol)).length,
    styles: document.querySelectorAll('main [style]').length,
  }));
  assert.deepEqual(marks, { host: new URL(t.base).origin, ran: false, scripts: 0, handlers: 0, links: 0, styles: 0 }, url);
}

function chunks(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

export const tests = {
  'hostile posts do nothing': {
    timeout: 300_000,
    run: async (t) => {
      // What nothing is left of when it has been cleaned is refused.
      t.allow(/status of 422/);
      const page = await t.page();
      await signIn(page, 'ona');
      await page.goto(`/lt/c/${category}/new`);
      let stored = 0;
      for (const [index, group] of chunks(inputs, A_POST).entries()) {
        const first = { title: `Priešiškas tekstas ${index}`, text: 'Toliau – priešiški tekstai.', language: 'en', tags: '' };
        const thread = await post(page, `/lt/c/${category}/threads`, first);
        assert.equal(thread.status, 201);
        const id = thread.url.split('/')[3];
        for (const { name, text } of group) {
          const answer = await post(page, `/lt/t/${id}/posts`, { text, language: 'en' });
          assert.ok([201, 422].includes(answer.status), `${answer.status}: ${name}`);
          if (answer.status === 201) stored += 1;
        }
        await staysHere(t, page, thread.url);
        await staysHere(t, page, `/lt/t/${id}/posts/2/history`);
        await page.goto(`/lt/c/${category}/new`);
      }
      assert.ok(stored >= 600, `${stored} inputs were taken`);
      t.note(`${stored} inputs stored as posts and shown`);
    },
  },

  'hostile organisations do nothing': {
    timeout: 300_000,
    run: async (t) => {
      t.allow(/status of 422/);
      const page = await t.page();
      await signIn(page, 'admin');
      await page.goto('/lt/admin/organisations/new');
      const fit = (text, most) => [...text.replace(/\s+/g, ' ').trim()].slice(0, most).join('');
      let stored = 0;
      for (const group of chunks(inputs, A_POST)) {
        const [first, second, third] = group.map(({ text }) => text);
        const fields = {
          kind: 'ngo',
          name_lt: `Priešiška ${fit(first, 80)}`,
          summary_lt: fit(second ?? first, 150),
          description_lt: fit(group.map(({ text }) => text).join(' '), 4_000),
          registered_address: fit(third ?? first, 150),
        };
        const answer = await post(page, '/lt/admin/organisations', fields);
        if (answer.status === 422) continue;
        assert.equal(answer.status, 201);
        stored += 1;
        const place = answer.url;
        await staysHere(t, page, place);
        const path = await page.locator('.marks a').getAttribute('href');
        await staysHere(t, page, path);
        await page.goto(place);
        // Leaves the demonstration's directory as it was.
        await post(page, `${place}/withdrawal`, { reason: 'Bandymas baigtas.' });
      }
      assert.ok(stored >= 20, `${stored} organisations were taken`);
      t.note(`${stored} organisations stored and shown`);
    },
  },

  'hostile titles and tags do nothing': {
    timeout: 300_000,
    run: async (t) => {
      t.allow(/status of 422/);
      const page = await t.page();
      await signIn(page, 'ona');
      await page.goto(`/lt/c/${category}/new`);
      let taken = 0;
      for (const { text } of inputs) {
        const fields = { title: text.slice(0, 140), text: 'x', language: 'en', tags: text.replaceAll(',', ' ').slice(0, 29) };
        // What is too short after cleaning is refused.
        const answer = await post(page, `/lt/c/${category}/threads`, fields);
        assert.ok([201, 422].includes(answer.status), `${answer.status}: ${text}`);
        if (answer.status === 201) taken += 1;
      }
      assert.ok(taken >= 300, `${taken} titles were taken`);
      let path = `/lt/c/${category}`;
      for (let pages = 0; path && pages < 40; pages += 1) {
        await staysHere(t, page, path);
        path = await page.evaluate(() => document.querySelector('.pager a[rel=next]')?.getAttribute('href'));
      }
      for (const there of ['/lt/', '/lt/areas/housing']) await staysHere(t, page, there);
      t.note(`${taken} inputs stored as titles and shown`);
    },
  },

  'hostile profiles do nothing': {
    timeout: 300_000,
    run: async (t) => {
      t.allow(/status of 422/);
      const page = await t.page();
      await signIn(page, 'ona');
      await page.goto('/lt/settings/profile');
      const profile = await page.evaluate(() => document.querySelector('.account a[href*="/u/"]').getAttribute('href'));
      const { action, name } = await page.evaluate(() => {
        const form = document.querySelector('main form:has([name=about])');
        return { action: form.getAttribute('action'), name: form.querySelector('[name=public_name]').value };
      });
      let taken = 0;
      // Each takes a page of its own: half of them are enough of a sample, and more than 300.
      for (const { text } of inputs.filter((_, index) => index % 2 === 0)) {
        const answer = await post(page, action, { public_name: name, about: text.slice(0, 480), reads: 'lt' });
        assert.ok([200, 422].includes(answer.status), `${answer.status}: ${text}`);
        if (answer.status !== 200) continue;
        taken += 1;
        await staysHere(t, page, profile);
      }
      assert.ok(taken >= 300, `${taken} profiles were taken`);
    },
  },
};
