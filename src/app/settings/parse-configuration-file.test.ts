import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfigurationFile } from './parse-configuration-file.ts';

function linesOf(text: string): readonly string[] {
  const parsed = parseConfigurationFile(text, 'tokenward.yaml');
  return parsed.kind === 'faults' ? parsed.lines : [];
}

test('an empty file is a deployment with every default', () => {
  const parsed = parseConfigurationFile('', 'tokenward.yaml');
  assert.ok(parsed.kind === 'configuration');
  assert.equal(parsed.configuration.server.port, 8787);
});

test('a mistyped member is named with its line and the member that was meant', () => {
  assert.deepEqual(linesOf('server:\n  prot: 80\n'), [
    'tokenward.yaml:2:3  server.prot is not a member that Tokenward knows → did you mean "port"?',
  ]);
});

test('a member of another style is recognised', () => {
  assert.match(linesOf('server:\n  data_directory: x\n')[0] ?? '', /did you mean "dataDirectory"/);
});

test('a wrong value is named with its line and what it may be', () => {
  assert.match(
    linesOf('server:\n  host: localhost\n  port: eighty\n')[0] ?? '',
    /^tokenward\.yaml:3:9 {2}server\.port must be a number → write a value of type (number|int)$/,
  );
});

test('a fault deep in a list is named where it stands', () => {
  const lines = linesOf('organisation:\n  teams:\n    - id: support\n      name: Support\n      manger: ada\n');
  assert.match(lines[0] ?? '', /^tokenward\.yaml:5:7 {2}organisation\.teams\.0\.manger/);
});

test('a member that stands twice is refused', () => {
  assert.match(linesOf('server:\n  port: 1\n  port: 2\n')[0] ?? '', /^tokenward\.yaml:3:3 .*unique/);
});

test('faults are told in the order of the file', () => {
  const lines = linesOf('server:\n  prot: 1\n  hots: 2\norganistaion: 1\n');
  assert.deepEqual(
    lines.map((line) => line.split(':')[1]),
    ['2', '3', '4'],
  );
});

test('a file of aliases that would unfold without end is refused', () => {
  const bomb = `server:\n  a: &a [x,x,x,x,x,x,x,x,x]\n  b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n  c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n  d: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
  assert.ok(linesOf(bomb).length > 0);
});
