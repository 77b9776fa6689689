// Runs the browser tests against a server that is already up.
//
//   BASE_URL=http://127.0.0.1:8080 node tests/browser/run.mjs [--list] [WORD...]
//
// Takes every file of journeys/ and checks/. Each exports `tests`, an object from a name to a function, or to
// `{ run, timeout }`, of one argument: what harness.mjs describes. With WORDs, only the tests whose file or name
// holds one of them. With SHOTS=DIR, `t.shot` and failing tests leave pictures there. Ends with "N passed, N failed".
//
// Two run beside each other: what changes what the community holds (journeys, and checks that export `writes`), in its
// order, and what looks at pages whatever they hold.

import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Harness } from './harness.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const usual = 60_000; // ms a test may take, unless it says otherwise

async function load() {
  const found = [];
  for (const folder of ['journeys', 'checks']) {
    const files = await readdir(join(here, folder)).catch(() => []);
    for (const file of files.filter((name) => name.endsWith('.mjs')).sort()) {
      const { tests, writes = folder === 'journeys' } = await import(pathToFileURL(join(here, folder, file)));
      if (!tests) throw new Error(`${folder}/${file} exports no "tests"`);
      for (const [name, test] of Object.entries(tests)) {
        const { run = test, timeout = usual } = test;
        found.push({ file: `${folder}/${file}`, name, run, timeout, writes });
      }
    }
  }
  return found;
}

function indent(text) {
  return String(text).replace(/^/gm, '        ');
}

async function attempt(harness, test) {
  const t = harness.begin(test);
  const started = performance.now();
  let error;
  let timer;
  try {
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no end after ${test.timeout} ms`)), test.timeout);
    });
    const running = (async () => test.run(t))();
    running.catch(() => {}); // after a timeout it fails too, when its pages close
    await Promise.race([running, late]);
  } catch (thrown) {
    error = thrown;
  }
  clearTimeout(timer);
  const { problems, notes } = await harness.end(t, error !== undefined);
  return { error, problems, notes, ms: Math.round(performance.now() - started) };
}

const args = process.argv.slice(2);
const words = args.filter((word) => word !== '--list');
const chosen = (await load()).filter(
  ({ file, name }) => words.length === 0 || words.some((word) => `${file} ${name}`.includes(word)),
);
if (args.includes('--list')) {
  for (const { file, name } of chosen) console.log(`${file}  ${name}`);
  process.exit(0);
}

const base = process.env.BASE_URL;
if (!base) {
  console.error('BASE_URL is not set: the address of a running server, such as http://127.0.0.1:8080');
  process.exit(2);
}

let passed = 0;
let failed = 0;
const harness = await Harness.launch(base);
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.once(signal, () => harness.close().finally(() => process.exit(code)));
}
async function runAll(tests) {
  for (const test of tests) await runOne(test);
}

async function runOne(test) {
  const { error, problems, notes, ms } = await attempt(harness, test);
  const good = error === undefined && problems.length === 0;
  good ? (passed += 1) : (failed += 1);
  console.log(`${good ? 'ok  ' : 'FAIL'}  ${test.file}  ${test.name}  ${ms} ms`);
  for (const note of notes) console.log(indent(note));
  if (error) console.log(indent(error.stack ?? error));
  for (const problem of problems) console.log(indent(problem));
}

await Promise.all([true, false].map((writing) => runAll(chosen.filter(({ writes }) => writes === writing))));
await harness.close();

console.log();
if (chosen.length === 0) console.log('no test was found');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || chosen.length === 0 ? 1 : 0);
