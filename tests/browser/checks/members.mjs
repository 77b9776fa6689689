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
    '/lt/settings/notifications',
    '/ru/settings/following',
    '/ru/inbox',
    '/lt/settings/delete',
    '/lt/forum/new',
    `/lt/c/${category}`,
    `/ru/c/${category}/new`,
    '/lt/organisations/new',
  ],
  greta: ['/lt/organisations/sample-town', '/lt/organisations/sample-town/edit', '/ru/settings/expert'],
  expert: [
    '/lt/queue',
    '/ru/queue?view=organisation',
    '/lt/queue?view=review',
    '/ru/queue?view=unassigned',
    '/lt/queue/replies',
    '/ru/sources',
  ],
  taras: ['/lt/questions/own', '/ru/questions/own'],
  eglute: ['/lt/translations', '/ru/translations?view=missing', '/lt/admin/verification', '/lt/areas/work'],
  vaida: ['/lt/queue/overview', '/ru/queue/overview'],
  moderator: ['/lt/moderation', '/lt/moderation/questions', '/ru/moderation/answers'],
  admin: [
    '/lt/admin',
    '/ru/admin/members',
    '/lt/admin/consumers',
    '/lt/admin/urgent-contacts',
    '/ru/admin/urgent-contacts',
    '/lt/admin/urgent-contacts/new',
    '/lt/admin/questions/1/glass',
    '/ru/admin/questions/1/glass',
    '/lt/admin/categories',
    '/ru/admin/categories/new',
    '/lt/admin/organisations',
    '/ru/admin/organisations/new',
    '/lt/admin/glass',
    '/ru/admin/areas/targets',
    '/lt/admin/areas/targets/work',
  ],
};

// Pages of things, whose ids are found by asking for them.
const things = {
  async ona(page) {
    const thread = await aThread(page);
    const { url } = await json(page, `/ru/t/${thread.id}`);
    return [new URL(url).pathname, `/lt/u/${thread.author.id}`];
  },
  async moderator(page) {
    const { id } = await aThread(page);
    const all = ['edit', 'moderate', 'posts/1', 'posts/1/edit', 'posts/1/history', 'posts/2/moderate'];
    const held = (await json(page, '/lt/moderation/questions')).body.questions[0];
    return [`/ru/moderation/questions/${held.id}`, ...all.map((rest) => `/lt/t/${id}/${rest}`)];
  },
  // An answered question, its versions and the source that it rests on, as they are edited.
  async eglute(page) {
    const { questions } = (await json(page, '/lt/questions?answered=1&area=work')).body;
    const { url, body } = await json(page, questions[0].url);
    const source = body.answer.sources[0].id;
    const of = `/lt/q/${body.id}`;
    const own = new URL(url).pathname;
    return [own, `${own}/history`, `${of}/versions?language=ru`, `/lt/sources/${source}`, `/ru/sources/${source}/edit`];
  },
  // What they have asked; they are asked whether the answer helped.
  async taras(page) {
    const { questions } = (await json(page, '/ru/questions/own')).body;
    return questions.flatMap(({ id }) => [`/ru/q/${id}`, `/lt/q/${id}`]);
  },
  async vaida() {
    return [];
  },
  async greta() {
    return [];
  },
  // A question that was given to them, whatever its state.
  async expert(page) {
    const views = ['mine', 'organisation', 'review'];
    const all = await Promise.all(views.map((view) => json(page, `/lt/queue?view=${view}`)));
    const item = all.flatMap(({ body }) => body.items).find(({ mine }) => mine);
    return item ? [`/lt/queue/${item.id}`, `/ru/queue/${item.id}`] : [];
  },
  async admin(page) {
    const { organisations, waiting } = (await json(page, '/lt/admin/organisations')).body;
    const { id } = organisations.find(({ slug }) => slug === 'sample-migration-board');
    const ofOrganisations = [
      `/lt/admin/organisations/${waiting[0]?.id ?? id}`,
      ...['', '/people', '/experts'].map((rest) => `/ru/admin/organisations/${id}${rest}`),
    ];
    const { contacts } = (await json(page, '/lt/admin/urgent-contacts')).body;
    const contact = `/ru/admin/urgent-contacts/${contacts[0].id}`;
    const { groups } = (await json(page, '/lt/forum')).body;
    const { members } = (await json(page, '/lt/admin/members')).body;
    const ofMembers = members.slice(0, 5).map(({ id }) => `/lt/admin/members/${id}`);
    return [contact, `/ru/admin/categories/${groups[0].id}`, ...ofMembers, ...ofOrganisations];
  },
};

function json(page, path) {
  return page.evaluate(async (path) => {
    const answer = await fetch(path, { headers: { Accept: 'application/json' } });
    return { url: answer.url, body: await answer.json() };
  }, path);
}

// In whatever category: other checks fill the first pages of theirs.
async function aThread(page) {
  const { groups } = (await json(page, '/lt/forum')).body;
  for (const { slug } of groups.flatMap(({ children }) => children)) {
    const { threads } = (await json(page, `/lt/c/${slug}`)).body;
    const found = slug !== category && threads.find(({ replies }) => replies > 1);
    if (found) return found;
  }
  throw new Error('no thread with replies');
}

async function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export const tests = {};
for (const [login, paths] of Object.entries(pages)) {
  for (const theme of ['light', 'dark']) {
    for (const width of [360, 1280]) {
      tests[`pages of ${login}, ${theme}, ${width} px`] = {
        timeout: 180_000,
        run: async (t) => {
          const page = await t.page({ width, theme });
          await signIn(page, login);
          for (const path of [...paths, ...(await things[login](page))]) {
            const answer = await page.goto(path);
            assert.equal(answer.status(), 200, path);
            await t.axe(page);
            await t.shot(`${login} ${path} ${theme} ${width}`);
            // As wide as asked, and as narrow as 320 px are: a small phone, or 1280 px at 400%.
            for (const narrow of [width, 320]) {
              await page.setViewportSize({ width: narrow, height: 800 });
              assert.ok((await sideways(page)) <= 0, `${path} scrolls sideways at ${narrow} px`);
            }
            await page.setViewportSize({ width, height: 800 });
          }
        },
      };
    }
  }
}
