import type { Breach } from './breach.ts';
import type { SourceFile } from './source-file.ts';

interface Ban {
  readonly pattern: RegExp;
  readonly appliesTo: (path: string) => boolean;
  readonly what: string;
  readonly instead: string;
}

const isCode = (path: string) => /\.(?:ts|tsx|mjs)$/.test(path);
const isOurCode = (path: string) => /^(?:src|web|test|bench|bin|data)\//.test(path) && isCode(path);

// Written in two halves, so that this file does not break the law it states.
const word = (...halves: readonly string[]) => halves.join('');

const bans: readonly Ban[] = [
  {
    pattern: new RegExp(word('console', String.raw`\.(?:log|debug)\(`)),
    appliesTo: (path) => /^(?:src|web|test)\//.test(path) && isCode(path),
    what: 'prints to the console',
    instead: 'use the log port; in cli write to process.stdout; in a test use t.diagnostic',
  },
  {
    pattern: new RegExp(word(String.raw`\bFIX`, String.raw`ME\b`)),
    appliesTo: isOurCode,
    what: 'is left to be fixed',
    instead: 'mend it now, or write an issue',
  },
  {
    pattern: new RegExp(word(String.raw`\bTO`, String.raw`DO\b(?!.*\bADR[ -]?\d+)`)),
    appliesTo: isOurCode,
    what: 'leaves work without saying where it was decided',
    instead: 'name the ADR: "(ADR 12)" on the same line',
  },
  {
    pattern: new RegExp(word('@ts-(?:ig', 'nore|expect-error|nocheck)')),
    appliesTo: (path) => isOurCode(path),
    what: 'silences the compiler',
    instead: 'give the value its true type',
  },
  {
    pattern: new RegExp(word(String.raw`\b(?:it|test|describe)\.(?:sk`, String.raw`ip|only)\(`)),
    appliesTo: isOurCode,
    what: 'skips or singles out a test',
    instead: 'mend or remove it; a test that needs something says so by { skip: reason }',
  },
];

/** Words that cannot be merged, wherever they stand, comments included. */
export function checkBannedWords(files: readonly SourceFile[]): readonly Breach[] {
  return files.flatMap(({ path, text }) => {
    const applying = bans.filter((ban) => ban.appliesTo(path));
    if (applying.length === 0) return [];
    return text
      .split('\n')
      .flatMap((content, index) =>
        applying
          .filter((ban) => ban.pattern.test(content))
          .map(({ what, instead }) => ({ path, line: index + 1, what, instead })),
      );
  });
}
