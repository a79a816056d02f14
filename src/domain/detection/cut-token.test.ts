import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CREDENTIAL_DETECTORS } from './credential-detectors.ts';
import { drawFrom, randomText } from './credentials.fixture.ts';
import { createScanner } from './scan-text.ts';

const scanner = createScanner(CREDENTIAL_DETECTORS);
const draw = drawFrom(20261124);
const body = randomText(draw, 'alnum', 36);
const first = `ghp_${body.slice(0, 17)}`;
const rest = body.slice(17);
const found = (text: string) => scanner.scan(text).findings.map(({ start, end }) => text.slice(start, end));

test('A token that syntax cuts in two is found from its beginning to its end.', () => {
  const empty = ['$', '{""}'].join('');
  const cuts = [
    empty,
    ...['" & "', "' . '", '"\n     "', '</b><b>', '<wbr>', '<!-- x -->', '**', '``', ' + '],
    ...['=\n', '\n', '\n> ', '\n[10:02] anna: ', '"},{"role":"user","content":"', '";\nconst b = "'],
    ...['" ++ "', "' ~ '", '" & _\n  "', '";\nkey += "', ["'}", "{'"].join('$'), '/* x */', '\n# ', '\n// '],
    ...['" "', '").append("', '" /* x */ + "', '" +\n+  "', ']]><![CDATA[', '][', '#'],
    ...['\nsecond half: ', '"},{"role":"user","content":"and the rest: '],
  ];
  for (const cut of cuts) assert.deepEqual(found(`"${first}${cut}${rest}"`), [`${first}${cut}${rest}`], cut);
});

test('A token in pieces of one length, with blanks or as an array, is found whole.', () => {
  const pieces = body.match(/.{1,6}/g) ?? [];
  for (const glue of [' ', '", "', '*']) {
    const cut = `ghp_${pieces.join(glue)}`;
    assert.deepEqual(found(`["${cut}"]`), [cut], glue);
  }
});

test('Words behind the beginning of a token are no pieces of it, nor is the next token of a list.', () => {
  const whole = `ghp_${body}`;
  assert.deepEqual(found('ghp_ tokens are the personal ones and\nghs_ tokens those of applications'), []);
  assert.deepEqual(found('sk-ant-api03 and then the letters of the key, some ninety of them'), []);
  assert.deepEqual(found(`${whole}\n${whole}`), [whole, whole]);
  assert.deepEqual(found(`${whole} and then`), [whole]);
});
