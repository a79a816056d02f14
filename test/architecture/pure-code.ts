import type { Breach } from './breach.ts';
import { floorsWithoutClock } from './floors.ts';
import { parseSource } from './parsed-source.ts';
import { floorOf, isProductCode, type SourceFile } from './source-file.ts';

const clockCalls: ReadonlySet<string> = new Set(['Date.now', 'performance.now', 'process.hrtime.bigint', 'Date']);
const chanceCalls: ReadonlySet<string> = new Set([
  'Math.random',
  'randomUUID',
  'randomBytes',
  'randomInt',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);

/** In domain, gateway and control, time and chance are arguments: the same input gives the same answer. */
export function checkClockAndChance(files: readonly SourceFile[]): readonly Breach[] {
  const bound = files.filter((file) => isProductCode(file) && floorsWithoutClock.includes(floorOf(file.path) ?? ''));
  return bound.flatMap((file) =>
    parseSource(file).calls.flatMap(({ callee, argumentCount, line }) => {
      if (clockCalls.has(callee) || (callee === 'new Date' && argumentCount === 0)) {
        return [{ path: file.path, line, what: `reads the clock (${callee})`, instead: 'take nowMs as an argument' }];
      }
      if (!chanceCalls.has(callee)) return [];
      return [
        { path: file.path, line, what: `draws by chance (${callee})`, instead: 'take random or the id as an argument' },
      ];
    }),
  );
}

// A statement's shape and not only its first word: "Select a team" and "Update the key" are sentences.
const statement = new RegExp(
  [
    String.raw`^\s*(?:`,
    [
      String.raw`select\b[\s\S]*\bfrom\b\s+[\w"$]`,
      String.raw`select\s+[\w.]+\s*\(`,
      String.raw`insert\s+into\s+[\w"$]`,
      String.raw`update\s+[\w".$]+\s+(?:as\s+\w+\s+)?set\b`,
      String.raw`delete\s+from\s+[\w".$]+(?:\s+where\b|\s*;|\s+using\b|\s*$)`,
      String.raw`(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:unique\s+|temp(?:orary)?\s+|materialized\s+)?(?:table|index|view|function|schema|type|database|role|extension|trigger|sequence)\b\s+[\w"$]`,
      String.raw`truncate\s+(?:table\s+)?[\w"$]+\s*(?:,|;|$)`,
      String.raw`with\s+(?:recursive\s+)?\w+\s+as\s+(?:materialized\s+)?\(`,
    ].join('|'),
    ')',
  ].join(''),
  'i',
);

/** SQL stands in src/store and nowhere else. */
export function checkSqlPlace(files: readonly SourceFile[]): readonly Breach[] {
  return files
    .filter((file) => isProductCode(file) && floorOf(file.path) !== 'store')
    .flatMap((file) =>
      parseSource(file)
        .texts.filter(({ text }) => statement.test(text))
        .map(({ line }) => ({
          path: file.path,
          line,
          what: 'holds an SQL statement',
          instead: 'ask through a port; the statement stands in src/store',
        })),
    );
}
