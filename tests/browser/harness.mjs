// What a browser test is handed, as `t`:
//
//   t.base                the server's address, without a slash at its end
//   t.browser             Playwright's browser
//   await t.page(opts)    a page in a context of its own (no cookies); page.goto('/lt/') is enough. opts: width
//                         (1280), height, theme 'light' | 'dark', js (true), locale ('lt-LT'), and anything else of
//                         Playwright's newContext
//   await t.axe(page)     fails with a list if axe-core finds anything
//   await t.mail(address, { subject, after })
//                         the newest captured mail to that address: { subject, text, html, links, … }; waits for it
//   await t.shot(name)    a picture of the newest page, when SHOTS names a folder
//   t.note(text)          a line under the test's result
//   t.allow(pattern)      what is otherwise a failure of the test: an error in the console, an uncaught exception, a
//                         breach of the content policy, an answer of 500 and above, a dialog, a request to another
//                         origin. Chromium logs every answer of 400 and above as a console error: a test that
//                         expects one says t.allow(/status of 422/).
//   t.onDialog(handler)   answers alert, confirm and prompt (leaving a page unasked is always accepted)

import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const axeSource = createRequire(import.meta.url)('axe-core').source;
const pictures = process.env.SHOTS;

// Chromium is Debian's. It can reach the server under test and nothing else.
function flags(base) {
  const host = new URL(base).hostname.replace(/^\[|\]$/g, '');
  return [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${host}`,
  ];
}

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  try {
    return execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  } catch {
    throw new Error('chromium is not installed (Debian: apt-get install chromium)');
  }
}

function fileName(name) {
  return name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}

export class Harness {
  #browser;

  constructor(base) {
    this.base = base.replace(/\/+$/, '');
    this.origin = new URL(base).origin;
  }

  static async launch(base) {
    const harness = new Harness(base);
    await harness.#start();
    return harness;
  }

  async #start() {
    this.#browser = await chromium.launch({
      executablePath: findChromium(),
      headless: true,
      args: flags(this.base),
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    console.log(`Chromium ${this.#browser.version()}, ${this.base}`);
  }

  get browser() {
    return this.#browser;
  }

  begin(test) {
    return new Test(this, test);
  }

  async end(t, failed) {
    const result = await t.finish(failed);
    if (!this.#browser.isConnected()) {
      result.problems.push('Chromium ended by itself');
      await this.#start();
    }
    return result;
  }

  async close() {
    await this.#browser.close();
  }
}

class Test {
  #harness;
  #name;
  #contexts = [];
  #newest;
  #problems = [];
  #notes = [];
  #allowed = [];
  #answerDialog;

  constructor(harness, { file, name }) {
    this.#harness = harness;
    this.#name = `${file} ${name}`;
    this.base = harness.base;
  }

  get browser() {
    return this.#harness.browser;
  }

  async page({ width = 1280, height = width < 600 ? 740 : 900, theme = 'light', js = true, ...more } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.base,
      viewport: { width, height },
      colorScheme: theme,
      javaScriptEnabled: js,
      locale: 'lt-LT',
      timezoneId: 'Europe/Vilnius',
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      ...more,
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(10_000);
    context.setDefaultNavigationTimeout(20_000);
    context.on('request', (request) => this.#seeAddress(request.url()));
    context.on('response', (response) => {
      if (response.status() >= 500) this.#problem(`answer ${response.status()} to ${response.url()}`);
    });
    context.on('page', (page) => this.#watch(page));
    this.#newest = await context.newPage();
    return this.#newest;
  }

  #watch(page) {
    page.on('console', (message) => {
      const policy = /content security policy/i.test(message.text());
      if (message.type() === 'error' || policy) {
        this.#problem(`console: ${message.text()} (on ${page.url()})`);
      }
    });
    page.on('pageerror', (error) => this.#problem(`exception: ${error.message} (on ${page.url()})`));
    page.on('crash', () => this.#problem(`the page crashed: ${page.url()}`));
    page.on('websocket', (socket) => this.#seeAddress(socket.url().replace(/^ws/, 'http')));
    page.on('dialog', async (dialog) => {
      try {
        if (dialog.type() === 'beforeunload') return await dialog.accept();
        if (this.#answerDialog) return await this.#answerDialog(dialog);
        this.#problem(`dialog: ${dialog.type()} "${dialog.message()}" (on ${page.url()})`);
        await dialog.dismiss();
      } catch (error) {
        this.#problem(`dialog: ${error.message}`);
      }
    });
  }

  #seeAddress(address) {
    const url = new URL(address);
    const inside = ['data:', 'blob:', 'about:', 'chrome-error:'].includes(url.protocol);
    if (!inside && url.origin !== this.#harness.origin) this.#problem(`request elsewhere: ${address}`);
  }

  #problem(text) {
    this.#problems.push(text);
  }

  allow(pattern) {
    this.#allowed.push(pattern);
  }

  onDialog(handler) {
    this.#answerDialog = handler;
  }

  note(text) {
    this.#notes.push(text);
  }

  async axe(page) {
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run(document, {
        resultTypes: ['violations'],
        rules: { 'target-size': { enabled: true } },
      }),
    );
    if (violations.length === 0) return;
    const lines = violations.flatMap(({ id, help, nodes }) => [
      `${id}: ${help}`,
      ...nodes.slice(0, 5).map((node) => `  ${node.target.join(' ')}\n    ${node.html.slice(0, 200)}`),
      ...nodes.slice(0, 1).map((node) => `    ${node.failureSummary.replace(/\s+/g, ' ')}`),
    ]);
    throw new Error(`axe-core on ${page.url()}\n${lines.join('\n')}`);
  }

  // The demo's outgoing mail, as JSON: { messages: [{ to, subject, text, html, sent_at }] }.
  async mail(address, { subject, after = 0, within = 15_000 } = {}) {
    const until = Date.now() + within;
    let seen = [];
    do {
      const answer = await fetch(`${this.base}/en/demo/mail`, { headers: { accept: 'application/json' } });
      if (!answer.ok) throw new Error(`the demo's mail answers ${answer.status}`);
      const { messages } = await answer.json();
      if (!Array.isArray(messages)) throw new Error('the demo\'s mail has no list "messages"');
      seen = messages.filter(({ to }) => String(to).includes(address));
      const fitting = seen
        .filter((mail) => Date.parse(mail.sent_at) >= Number(after))
        .filter((mail) => !subject || (subject.test ? subject.test(mail.subject) : mail.subject.includes(subject)))
        .sort((a, b) => Date.parse(b.sent_at) - Date.parse(a.sent_at));
      if (fitting.length > 0) {
        const links = fitting[0].text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
        return { ...fitting[0], links };
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    } while (Date.now() < until);
    throw new Error(`no such mail to ${address}; there are: ${seen.map((mail) => mail.subject).join(' | ') || 'none'}`);
  }

  async shot(name, page = this.#newest) {
    if (!pictures) return;
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${fileName(name)}.png`), fullPage: true });
  }

  async finish(failed) {
    const problems = this.#problems.filter((text) => !this.#allowed.some((pattern) => text.match(pattern)));
    if ((failed || problems.length > 0) && this.#newest && !this.#newest.isClosed()) {
      await this.shot(`failed ${this.#name}`).catch((error) => this.note(`no picture: ${error.message}`));
    }
    await Promise.all(this.#contexts.map((context) => context.close().catch(() => {})));
    return { problems, notes: this.#notes };
  }
}
