import assert from 'node:assert/strict';
import { test } from 'node:test';
import { madeUpWindow, passed } from './answer-window.fixture.ts';

const PROSE = 'The weather in the north is mild today, and nobody there minds the rain that comes and goes. ';
const KEY = `zk_${'Ab3d'.repeat(10)}`;

test('a finding that comes letter by letter is replaced whole and told once', () => {
  const { window, told } = madeUpWindow({});
  const text = `${PROSE.repeat(3)}Write to anna@post.example or use ${KEY}. ${PROSE.repeat(3)}`;
  const wanted = text.replace('anna@post.example', '[EMAIL_0123abcd]').replace(KEY, '[KEY_0123abcd]');
  assert.equal(passed(window, text, [1]), wanted);
  assert.deepEqual(told, ['email redact', 'key redact']);
});

test('prose waits for at most 160 characters, and each character is looked at about five times', () => {
  const { window, looked } = madeUpWindow({});
  const text = PROSE.repeat(200);
  let out = 0;
  for (let at = 0; at < text.length; at += 1) {
    out += window.accept(text.charAt(at)).length;
    assert.ok(at + 1 - out <= 160, `${at + 1 - out} characters wait`);
  }
  assert.ok(looked() / text.length < 8, `${looked() / text.length}`);
});

test('the first words of prose go on after 96 characters', () => {
  const { window } = madeUpWindow({});
  assert.equal(window.accept(PROSE.slice(0, 95)), '');
  const first = window.accept(PROSE.slice(95) + PROSE);
  assert.ok(first.length > 0 && PROSE.repeat(2).startsWith(first));
});

test('note lets everything go at once, and tells what it was', () => {
  const { window, told } = madeUpWindow({ action: 'note' });
  assert.equal(window.accept('anna@post.exa'), 'anna@post.exa');
  assert.equal(window.accept('mple'), 'mple');
  assert.equal(window.flush(), '');
  assert.deepEqual(told, ['email note']);
});

test('block lets nothing of a finding go, and nothing behind it', () => {
  const { window, told } = madeUpWindow({ action: 'block' });
  const out = passed(window, `${PROSE.repeat(3)}Take ${KEY}. ${PROSE.repeat(3)}`, [3]);
  assert.ok(`${PROSE.repeat(3)}Take `.startsWith(out) && out.length > 150, out);
  assert.deepEqual(told, ['key block']);
  assert.equal(window.accept('more'), '');
});

test('types that the action is not meant for are told and left', () => {
  const { window, told } = madeUpWindow({ actionOf: (type) => (type === 'key' ? 'redact' : 'note') });
  assert.equal(passed(window, `anna@post.example ${KEY}`), 'anna@post.example [KEY_0123abcd]');
  assert.deepEqual(told, ['email note', 'key redact']);
});

test('a private key of many lines waits for its end; one that never ends goes as a placeholder alone', () => {
  const lines = `${'QUJDREVGR0hJSktM'.repeat(4)}\n`;
  const whole = `Here: -----BEGIN TEST KEY-----\n${lines.repeat(40)}-----END TEST KEY----- and on.`;
  assert.equal(passed(madeUpWindow({}).window, whole, [7]), 'Here: [PRIVATE_KEY_0123abcd] and on.');
  const endless = `Here: -----BEGIN TEST KEY-----\n${lines.repeat(700)}`;
  assert.equal(passed(madeUpWindow({}).window, endless, [11]), 'Here: [PRIVATE_KEY_0123abcd]');
  const late = `${endless}-----END TEST KEY----- and on.`;
  assert.equal(passed(madeUpWindow({}).window, late, [11]), 'Here: [PRIVATE_KEY_0123abcd] and on.');
});

test('a run without a gap is let go beyond 4,096 characters, however long it is', () => {
  const { window, looked } = madeUpWindow({});
  const text = 'Qk3x'.repeat(50_000);
  let out = 0;
  for (let at = 0; at < text.length; at += 16) {
    out += window.accept(text.slice(at, at + 16)).length;
    assert.ok(at + 16 - out <= 8_192);
  }
  assert.equal(out + window.flush().length, text.length);
  assert.ok(looked() / text.length < 12, `${looked() / text.length}`);
});

test('text without spaces between words flows as other text does', () => {
  const { window } = madeUpWindow({});
  const text = '今日は天気がいいので、散歩に行きましょう。'.repeat(20);
  assert.ok(window.accept(text).length > text.length - 160);
});

test('a placeholder is no finding, though a word before it says that a password follows', () => {
  const { window, told } = madeUpWindow({});
  assert.equal(passed(window, 'password: [PASSWORD_7f3a9c2e] ok'), 'password: [PASSWORD_7f3a9c2e] ok');
  assert.deepEqual(told, []);
});

test('JSON stays JSON, whether a finding is part of a string, a number, or goes over both', () => {
  const inspect = (text: string) =>
    [...text.matchAll(/4111111111111111|hunter2|a","b":"c|b\\nc/g)].map((match) => ({
      type: 'x',
      start: match.index,
      end: match.index + match[0].length,
      confidence: 90,
      detectorId: 'x',
      detectorVersion: 1,
    }));
  const rows: readonly (readonly [string, unknown])[] = [
    ['{"n":4111111111111111}', { n: '[X_0123abcd]' }],
    ['{"n":-4111111111111111.5,"m":1}', { n: '[X_0123abcd]', m: 1 }],
    ['{"p":"x \\"hunter2\\" y"}', { p: 'x "[X_0123abcd]" y' }],
    ['{"p":"\\\\hunter2"}', { p: '\\[X_0123abcd]' }],
    ['{"a":"xa","b":"cx"}', { a: 'x[X_0123abcd]', '[X_0123abcd]': '[X_0123abcd]x' }],
    ['{"a":"ab\\ncd"}', { a: 'a[X_0123abcd]d' }],
  ];
  for (const [text, wanted] of rows) {
    for (const lengths of [[text.length], [1]]) {
      const { window } = madeUpWindow({ inspect, form: 'json' });
      assert.deepEqual(JSON.parse(passed(window, text, lengths)), wanted, text);
    }
  }
});

test('a text that cannot be looked at does not go on', () => {
  const { window } = madeUpWindow({ inspect: () => null });
  assert.equal(passed(window, PROSE.repeat(3)), '');
});

test('whatever is written, each character is looked at a bounded number of times, and little waits', () => {
  const hostile = [
    '4 ',
    '-----BEGIN ',
    '-----BEGIN X-----\n',
    'a@',
    '[[',
    '\\',
    '"',
    'zk_',
    '\n',
    '٤',
    '\u200b',
    '://',
    '-----END X-----',
    'Dr. ',
  ];
  for (const piece of hostile) {
    const { window, looked } = madeUpWindow({});
    const text = piece.repeat(Math.ceil(60_000 / piece.length));
    let out = 0;
    for (let at = 0; at < text.length; at += 5) {
      out += window.accept(text.slice(at, at + 5)).length;
      assert.ok(at - out <= 24_000, `${JSON.stringify(piece)}: ${at - out} characters wait`);
    }
    assert.equal(out + window.flush().length, text.length);
    assert.ok(looked() / text.length < 16, `${JSON.stringify(piece)}: ${looked() / text.length}`);
  }
});
