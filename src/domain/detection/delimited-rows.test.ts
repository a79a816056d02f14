import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsOfColumn } from './delimited-rows.ts';
import type { ScannedText } from './detector.ts';

let views = 0;

function scannedOf(text: string, characters = Number.POSITIVE_INFINITY): ScannedText {
  const left = { characters };
  views -= 1;
  return {
    ...{ text, number: views, near: () => false, countDigits: () => 0, mayBegin: () => false },
    mayLookAt: (count) => {
      const isLeft = left.characters > 0;
      left.characters -= count;
      return isLeft;
    },
  };
}

/** Cells below a name in the line that holds its sighting of that number. */
function cellsUnder(scanned: ScannedText, name: string, sighting = 0, by: object = {}): readonly string[] {
  const reader = { by, name, hadThem: false };
  const { text } = scanned;
  let start = text.indexOf(name);
  for (let seen = 0; seen < sighting; seen += 1) start = text.indexOf(name, start + 1);
  const header = { start: text.lastIndexOf('\n', start) + 1, end: text.indexOf('\n', start) };
  return cellsOfColumn(scanned, { name: { start, end: start + name.length }, header }, reader).map((cell) =>
    text.slice(cell.start, cell.end),
  );
}

test('Each column of a table has its cells, whichever is asked for first, and quoted cells hold delimiters', () => {
  const scanned = scannedOf('id,name,pin\n1,"Vries, de",11\n2,Ann,22\n\n3,Bea,33\n');
  assert.deepEqual(cellsUnder(scanned, 'pin'), ['11', '22']);
  assert.deepEqual(cellsUnder(scanned, 'id'), ['1', '2']);
  assert.deepEqual(cellsUnder(scanned, 'name'), ['"Vries, de"', 'Ann']);
});

test('A head among the rows of a table has those below it, and a table of another form its own', () => {
  const scanned = scannedOf('id;pin\n1;11\nid;pin\n2;22\na;b;c\nid;x;pin\n3;y;33\n');
  assert.deepEqual(cellsUnder(scanned, 'pin'), ['11', 'pin', '22']);
  assert.deepEqual(cellsUnder(scanned, 'pin', 1), ['22']);
  assert.deepEqual(cellsUnder(scanned, 'pin', 2), ['33']);
  assert.deepEqual(cellsUnder(scanned, 'id', 1), ['2']);
});

test('Rows of one view are none of another, and a head behind as many rows as are read has as many again', () => {
  assert.deepEqual(cellsUnder(scannedOf('id,pin\n1,11\n'), 'pin'), ['11']);
  assert.deepEqual(cellsUnder(scannedOf('id,pin\n2,22\n'), 'pin'), ['22']);
  const scanned = scannedOf(`id,pin\nid,pin\n${'1,2\n'.repeat(5000)}`);
  assert.equal(cellsUnder(scanned, 'pin').length, 4000);
  assert.equal(cellsUnder(scanned, 'pin', 1).length, 4000);
});

test('Whoever had the cells of a row does not have them again for a head among them, and others do', () => {
  const scanned = scannedOf('pin,pin\npin,11\n22,pin\n33,44\n');
  const by = {};
  assert.deepEqual(cellsUnder(scanned, 'pin', 0, by), ['pin', '22', '33']);
  assert.deepEqual(cellsUnder(scanned, 'pin', 2, by), []);
  assert.deepEqual(cellsUnder(scanned, 'pin', 2), ['22', '33']);
  assert.deepEqual(cellsUnder(scanned, 'pin', 3, by), ['44']);
  assert.deepEqual(cellsUnder(scanned, 'pin', 1, by), ['11', 'pin', '44']);
});

test('No rows are read where enough of the text was looked at', () => {
  assert.deepEqual(cellsUnder(scannedOf('id,pin\n1,11\n', 0), 'pin'), []);
});
