import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
after(() => rmSync(folder, { recursive: true }));

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
// Put together here, so that this file holds none.
const MAIL = ['ann.lindqvist', 'acme-works.de'].join('@');

type Ran = { readonly out: string; readonly error: string; readonly code: number | null };

async function run(args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, 'inspect', ...args]);
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, error, code };
}

function linesOf(out: string): readonly unknown[] {
  return out
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

test('lines keep their order and ids, spans are UTF-16 offsets, and the last line is the time of the scanning', async () => {
  const texts = [`😀 mail ${MAIL}`, 'nothing', 'CONFIDENTIAL'];
  const input = texts.map((line, at) => JSON.stringify({ id: at === 1 ? { any: 'id' } : at, text: line })).join('\n');
  const { out, code, error } = await run(['--jsonl'], input);
  assert.equal(error, '');
  assert.equal(code, 0);
  const lines = linesOf(out);
  const timing = { bytes: Buffer.byteLength(texts.join('')), ns: 1, cpu_ns: 1 };
  assert.partialDeepStrictEqual(lines.slice(0, 3), [
    { id: 0, spans: [{ start: 8, end: 8 + MAIL.length, type: 'email', group: 'personal' }] },
    { id: { any: 'id' }, spans: [] },
    { id: 2, spans: [{ start: 0, end: 12, type: 'marking_confidential' }] },
  ]);
  const last = lines[3];
  assert.deepEqual(
    Object.keys(last instanceof Object && 'timing' in last ? Object(last.timing) : {}),
    Object.keys(timing),
  );
  assert.equal(JSON.stringify(last).includes(`"bytes":${timing.bytes}`), true);
});

test('a bad line is told with its number, the others are scanned, and the exit code says so', async () => {
  const { out, error, code } = await run(
    ['--jsonl', '-'],
    `{"id":1,"text":"a"}\nno json\n\n[1]\n{"id":2}\n{"id":3,"text":"b"}\n`,
  );
  assert.deepEqual(error.trim().split('\n'), [
    'line 2: not JSON',
    'line 4: not a JSON object',
    'line 5: "text" is not a string',
  ]);
  assert.equal(linesOf(out).length, 3);
  assert.equal(code, 1);
});

test('an export with a byte order mark, or with bytes that are not UTF-8, is looked through as an editor shows it', async () => {
  const file = join(folder, 'windows.jsonl');
  const lines = [`\uFEFF{"id":1,"text":"mail ${MAIL}"}`, `{"id":2,"text":"M?ller, ${MAIL}"}`];
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n`);
  bytes[bytes.indexOf('?')] = 0xfc;
  writeFileSync(file, bytes);
  const { out, error, code } = await run(['--jsonl', file]);
  assert.deepEqual([error, code], ['', 0]);
  assert.partialDeepStrictEqual(linesOf(out).slice(0, 2), [
    { id: 1, spans: [{ start: 5, end: 5 + MAIL.length }] },
    { id: 2, spans: [{ start: 8, end: 8 + MAIL.length }] },
  ]);
});

test('a person sees type, line and column, and never the value', async () => {
  const file = join(folder, 'mail.txt');
  writeFileSync(file, `Hello\nwrite to ${MAIL} please\n`);
  const { out, code } = await run([file]);
  assert.equal(code, 0);
  assert.match(out, /email +personal +2:10/);
  assert.doesNotMatch(out, new RegExp(MAIL));
  assert.equal((await run([file, '--check'])).code, 1);
  assert.match((await run([file, '--only', 'credential'])).out, /Nothing found/);
});

test('what is asked wrongly ends with 2 and a sentence', async () => {
  const ran = await Promise.all([
    run(['--only', 'nonsense']),
    run(['--min-confidence', 'x']),
    run([join(folder, 'none')]),
  ]);
  for (const { code, error } of ran) {
    assert.equal(code, 2);
    assert.match(error, /group|whole number|no such file/);
  }
});

test('dictionaries, patterns and allowed values come from a settings file, and its faults are told', async () => {
  writeFileSync(join(folder, 'customers.txt'), 'Rakete Söhne\nab\n');
  const settings = join(folder, 'settings.yaml');
  writeFileSync(
    settings,
    'dictionaries: [{ id: customers, word: the name of a customer, file: customers.txt }]\n' +
      "patterns: [{ id: project_code, word: a project code, pattern: 'ZETA-[0-9]{4}' }]\n" +
      `allow: [{ kind: domain, type: email, value: acme-works.de, reason: our own }]\n`,
  );
  const { out, error } = await run(['--settings', settings, '--json'], `rakete-söhne zeta-1234 ${MAIL}`);
  const found = /"type":"(\w+)".*"type":"(\w+)"/.exec(out);
  assert.deepEqual(found?.slice(1), ['customers', 'project_code']);
  assert.match(error, /customers: 1 entries were left out/);
  writeFileSync(settings, "patterns: [{ id: project_code, word: a project code, pattern: '[0-9]{4}' }]\n");
  const faulty = await run(['--settings', settings], 'x');
  assert.equal(faulty.code, 2);
  assert.match(faulty.error, /pattern project_code: .*literal/);
});

test('the list of types names each with its group', async () => {
  const { out } = await run(['--types']);
  assert.match(out, /credential +private_key +restricted/);
  assert.match(out, /financial +iban/);
});
