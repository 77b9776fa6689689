// The templates that only members, moderators and administrators see: nothing for axe-core to find, light and
// dark, narrow and wide, and no sideways scrolling.

import assert from 'node:assert/strict';
import { category, signIn } from '../people.mjs';

const pages = {
  ona: [
    '/lt/',
    '/ru/settings',
    '/lt/settings/profile',
    '/lt/settings/account',
    '/lt/settings/sessions',
    '/lt/settings/tokens',
    '/lt/settings/delete',
    '/lt/forum/new',
    `/lt/c/${category}`,
    `/ru/c/${category}/new`,
  ],
  moderator: ['/lt/moderation'],
  admin: ['/lt/admin', '/ru/admin/members', '/lt/admin/categories', '/ru/admin/categories/new'],
};

async function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export const tests = {};
for (const [login, paths] of Object.entries(pages)) {
  for (const theme of ['light', 'dark']) {
    for (const width of [360, 1280]) {
      tests[`pages of ${login}, ${theme}, ${width} px`] = {
        timeout: 120_000,
        run: async (t) => {
          const page = await t.page({ width, theme });
          await signIn(page, login);
          for (const path of paths) {
            const answer = await page.goto(path);
            assert.equal(answer.status(), 200, path);
            await t.axe(page);
            assert.ok((await sideways(page)) <= 0, `${path} scrolls sideways at ${width} px`);
            await t.shot(`${login} ${path} ${theme} ${width}`);
          }
        },
      };
    }
  }
}
