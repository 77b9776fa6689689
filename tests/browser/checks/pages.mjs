// What every page template owes its readers, whatever it shows: nothing for axe-core to find, no sideways scrolling,
// the right language, versions in the other languages that point back, few requests and few bytes.

import assert from 'node:assert/strict';

// A path; or { name, path, status }; or { name, find } where the path depends on what the community holds. `holds`
// is a language that a part of the page is in, other than the interface's.
export const pages = [
  '/lt/',
  '/en/',
  '/ru/',
  '/lt/forum',
  '/ru/forum',
  { name: 'a category', find: async (t) => (await forum(t)).category },
  { name: 'a thread of 20 posts', find: async (t) => (await forum(t)).thread, limit: 45_000 },
  '/ru/areas',
  '/lt/areas/housing',
  '/lt/organisations',
  '/ru/organisations?kind=ngo',
  '/lt/organisations/lamp-of-rights',
  '/ru/organisations/sample-migration-board',
  '/lt/ask',
  '/ru/case',
  '/lt/questions',
  '/lt/questions/numbers',
  '/ru/sources',
  '/ru/questions?area=work',
  // Told to search engines in the languages that it is written in.
  { name: 'a question with an answer', find: async (t) => (await anAnswered(t, 'lt')).url, written: true },
  { name: 'a question with an answer, in Russian', find: async (t) => (await anAnswered(t, 'ru')).url, written: true },
  '/lt/sign-in',
  '/lt/sign-up',
  '/lt/about',
  '/ru/privacy',
  '/en/rules',
  '/lt/accessibility',
  '/lt/how-this-works',
  { path: '/en/how-this-works?in=uk', holds: 'uk' },
  { path: '/en/how-this-works?in=ar', holds: 'ar' },
  { path: '/lt/nothing-is-here', status: 404 },
];

// Bytes on the wire, headers included, one page with an empty cache.
const limits = { requests: 5, css: 14_000, js: 12_000 };
const rightToLeft = ['ar', 'fa', 'he', 'ur'];

function entry(page) {
  const { path, name = path, find = () => path, status = 200, ...more } =
    typeof page === 'string' ? { path: page } : page;
  return { name, find, status, ...more };
}

async function visit(t, page, { find, status }) {
  if (status >= 400) t.allow(new RegExp(`status of ${status}`));
  const path = await find(t);
  const answer = await page.goto(path);
  assert.equal(answer.status(), status, path);
  return path;
}

// A category, and the thread whose first page shows most posts, found by following links as a reader would.
let found;
function forum(t) {
  found ??= explore(t.base);
  return found;
}

async function explore(base) {
  const read = async (path) => (await fetch(base + path, { headers: { accept: 'application/json' } })).json();
  const { groups } = await read('/en/forum');
  const slugs = groups.flatMap(({ children }) => children).map(({ slug }) => slug);
  assert.ok(slugs.length > 0, 'the forum has no category');
  let longest = { replies: -1 };
  for (const slug of slugs) {
    const { threads, pinned } = await read(`/en/c/${slug}`);
    for (const thread of [...threads, ...pinned]) {
      if (thread.replies > longest.replies) longest = { ...thread, of: slug };
    }
  }
  assert.ok(longest.replies >= 19, `no thread shows 20 posts; the longest has ${longest.replies + 1}`);
  const thread = `/en/t/${longest.id}/${longest.slug}`;
  const html = await (await fetch(base + thread, { headers: { accept: 'text/html' } })).text();
  assert.equal([...html.matchAll(/<article\b/g)].length, 20, `posts on ${thread}`);
  return { category: `/en/c/${longest.of}`, thread };
}

// Written in this language, of whatever area: a list shows the newest of all languages.
async function anAnswered(t, lang) {
  const read = async (query) =>
    (await fetch(`${t.base}/${lang}/questions?answered=1${query}`, { headers: { accept: 'application/json' } })).json();
  const { areas } = await read('');
  for (const { slug } of areas) {
    const { questions } = await read(`&area=${slug}`);
    const found = questions.find(({ language }) => language === lang);
    if (found) return found;
  }
  throw new Error(`no public question in ${lang} has an answer`);
}

// Boxes that stick out on the right would make the whole page move sideways; hiding them would only cut them off.
async function assertNoSidewaysScrolling(page, widths) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 740 });
    const seen = await page.evaluate(() => {
      const inner = document.documentElement.clientWidth;
      const wide = [...document.body.querySelectorAll('*')]
        .filter((element) => {
          const spills = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
          const visible = getComputedStyle(element).overflowX === 'visible';
          return element.getBoundingClientRect().right > inner + 1 || (spills && visible);
        })
        .map((element) => element.tagName.toLowerCase() + (element.className && `.${element.className}`));
      const hides = [document.documentElement, document.body].some((element) =>
        ['hidden', 'clip'].includes(getComputedStyle(element).overflowX),
      );
      return { inner, needed: document.documentElement.scrollWidth, hides, wide: wide.slice(0, 5) };
    });
    assert.ok(seen.needed <= seen.inner, `${width} px: needs ${seen.needed} px, because of ${seen.wide.join(', ')}`);
    assert.ok(!seen.hides, `${width} px: the page hides what sticks out on the right`);
  }
}

function look({ width, theme, ...page }) {
  return async (t) => {
    const tab = await t.page({ width, theme });
    await visit(t, tab, page);
    await t.shot(`${page.name} ${theme} ${width}`);
    await t.axe(tab);
    // 640 px is what 1280 px leave at 200% zoom.
    await assertNoSidewaysScrolling(tab, width < 600 ? [360, 320] : [1280, 640]);
  };
}

function readAlternates(page) {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('link[rel="alternate"][hreflang]')]
        .map((link) => [link.hreflang, link.href])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
}

function language(page) {
  return async (t) => {
    const tab = await t.page();
    const path = await visit(t, tab, page);
    const code = path.split('/')[1];
    assert.equal(await tab.getAttribute('html', 'lang'), code);
    assert.ok((await tab.title()).trim(), 'the page has no title');
    if (page.holds) {
      const part = tab.locator(`[lang="${page.holds}"]`).filter({ hasText: /.{40}/s }).first();
      assert.ok(await part.count(), `nothing is marked lang="${page.holds}"`);
      const direction = await part.evaluate((element) => getComputedStyle(element).direction);
      assert.equal(direction, rightToLeft.includes(page.holds) ? 'rtl' : 'ltr');
    }
    if (page.status !== 200) return;

    const alternates = await readAlternates(tab);
    const all = ['en', 'lt', 'ru'];
    const there = page.written ? all.filter((each) => each in alternates) : all;
    assert.ok(there.includes(code), `${path} is not among its own versions`);
    assert.deepEqual(Object.keys(alternates), [...there, 'x-default']);
    assert.equal(alternates[code], new URL(path, t.base).href, 'a page names itself among its versions');
    for (const other of there.filter((each) => each !== code)) {
      const answer = await tab.goto(alternates[other]);
      assert.equal(answer.status(), 200, alternates[other]);
      assert.equal(await tab.getAttribute('html', 'lang'), other);
      assert.deepEqual(await readAlternates(tab), alternates, `the versions that ${alternates[other]} names`);
    }
  };
}

function weight(page) {
  return async (t) => {
    const tab = await t.page({ width: 360 });
    const wire = await tab.context().newCDPSession(tab);
    const requests = new Map();
    let redirects = 0;
    let bytesOfRedirects = 0;
    wire.on('Network.requestWillBeSent', ({ requestId, request, type, redirectResponse }) => {
      if (request.url.startsWith('data:')) return;
      if (redirectResponse) {
        redirects += 1;
        bytesOfRedirects += redirectResponse.encodedDataLength;
      }
      requests.set(requestId, { url: request.url, type, bytes: 0 });
    });
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const request = requests.get(requestId);
      if (request) request.bytes = encodedDataLength;
    });
    await wire.send('Network.enable');
    await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
    await visit(t, tab, page);
    await tab.waitForLoadState('networkidle');

    const all = [...requests.values()];
    // Headless Chromium fetches no icon; every other browser does.
    const icon = await tab.evaluate(() => document.querySelector('link[rel~="icon"]')?.href);
    if (icon && !icon.startsWith('data:') && !all.some(({ url }) => url === icon)) {
      const answer = await tab.request.get(icon);
      assert.equal(answer.status(), 200, icon);
      const bytes = Number(answer.headers()['content-length'] ?? (await answer.body()).length);
      all.push({ url: icon, type: 'Icon', bytes });
    }
    const sum = (type) => all.filter((each) => !type || each.type === type).reduce((n, { bytes }) => n + bytes, 0);
    const count = all.length + redirects;
    const total = sum() + bytesOfRedirects;
    const [html, css, js] = [sum('Document'), sum('Stylesheet'), sum('Script')];
    t.note(`${count} requests, ${total} bytes: page ${html}, CSS ${css}, JavaScript ${js}`);
    assert.ok(html > 0, 'the page itself was not measured');
    assert.ok(count <= limits.requests, `at most ${limits.requests} requests: ${all.map(({ url }) => url).join(' ')}`);
    assert.ok(css <= limits.css, `CSS: ${css} bytes, at most ${limits.css}`);
    assert.ok(js <= limits.js, `JavaScript: ${js} bytes, at most ${limits.js}`);
    if (page.limit) assert.ok(total <= page.limit, `in all: ${total} bytes, at most ${page.limit}`);
  };
}

export const tests = {};
for (const page of pages.map(entry)) {
  for (const width of [360, 1280]) {
    for (const theme of ['light', 'dark']) tests[`${page.name} ${theme} ${width}`] = look({ ...page, width, theme });
  }
  tests[`${page.name} language`] = language(page);
  tests[`${page.name} weight`] = weight(page);
}
