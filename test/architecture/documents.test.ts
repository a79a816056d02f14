import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Command, type Option } from 'commander';
import { COMMAND_FILES } from '../../src/cli/commands/command-files.ts';

const checkout = join(import.meta.dirname, '..', '..');
const documents: DocumentsModule = await import(join(checkout, 'bin', 'docs', 'read-documents.mjs'));
const site = documents.readDocuments(checkout);

type DocumentsModule = {
  readonly readDocuments: (checkout: string) => {
    readonly faults: readonly string[];
    readonly pages: readonly { readonly file: string }[];
  };
};

test('Each document has its place in the contents, and no link leads to a heading that is not there.', () => {
  assert.deepEqual(site.faults, []);
});

test('Every command that a document shows is one that exists, with its options.', async () => {
  const program = new Command('tokenward').version('0');
  for (const load of new Set(Object.values(COMMAND_FILES))) (await load())(program, { write: () => {}, version: '0' });
  const wrong = site.pages
    .map(({ file }) => file)
    .filter((file) => file === 'README.md' || (file.startsWith('docs/') && !file.startsWith('docs/adr/')))
    .flatMap((file) =>
      shownCommands(readFileSync(join(checkout, file), 'utf8')).flatMap(({ words, line }) => {
        const fault = faultOf(program, words);
        return fault === undefined ? [] : [`${file}:${line}  tokenward ${words.join(' ')} → ${fault}`];
      }),
    );
  assert.deepEqual(wrong, []);
});

type Shown = { readonly words: readonly string[]; readonly line: number };

/** `tokenward …` at the beginning of a line of code, and between backticks. A line that ends in a backslash goes on. */
function shownCommands(text: string): readonly Shown[] {
  const whole = text.replace(/\\\n\s*/g, (gap) => ` ${'\u0000'.repeat(gap.split('\n').length - 1)}`);
  const shown: Shown[] = [];
  let line = 1;
  let isCode = false;
  for (const row of whole.split('\n')) {
    if (row.startsWith('```')) isCode = !isCode;
    const inCode = isCode ? [/^(?:\$ )?(?:\w+=\S+ )*(?:npx )?tokenward (.+)$/.exec(row)?.[1]] : [];
    const between = isCode ? [] : [...row.matchAll(/`(?:npx )?tokenward ([^`]+)`/g)].map(([, command]) => command);
    for (const command of [...inCode, ...between]) {
      if (command !== undefined) shown.push({ words: splitWords(command), line });
    }
    line += 1 + row.split('\u0000').length - 1;
  }
  return shown;
}

/** As a shell would, up to a pipe, a redirection or a comment. */
function splitWords(command: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of command.replaceAll('\u0000', '').matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    if (/^(?:[|>&;#]|2>)/.test(word)) break;
    words.push(word);
  }
  return words;
}

function faultOf(program: Command, words: readonly string[]): string | undefined {
  let command = program;
  let at = 0;
  for (; at < words.length; at += 1) {
    const next = command.commands.find((each) => each.name() === words[at] || each.aliases().includes(words[at] ?? ''));
    if (next === undefined) break;
    command = next;
  }
  const isGroup = command.commands.length > 0 && command.registeredArguments.length === 0;
  const word = words[at];
  if (isGroup && word !== undefined && /^[a-z][a-z-]*$/.test(word)) return `${command.name()} has no command "${word}"`;
  const options: readonly Option[] = [...command.options, ...program.options];
  const known = new Set(options.flatMap(({ long, short }) => [long, short]));
  const unknown = words
    .slice(at)
    .filter((each) => /^--?[a-z]/.test(each))
    .map((each) => each.replace(/=.*$/, ''))
    .find((each) => !known.has(each) && each !== '--help' && each !== '-h');
  return unknown === undefined ? undefined : `${command.name()} has no option ${unknown}`;
}
