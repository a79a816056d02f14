import type { Breach } from './breach.ts';
import { floors } from './floors.ts';
import type { SourceFile } from './source-file.ts';

const readmeLinesMax = 60;

/** Each inhabited floor has a README, and no README inside src is longer than one screen. */
export function checkReadmes(files: readonly SourceFile[]): readonly Breach[] {
  const paths = new Set(files.map((file) => file.path));
  const missing = Object.keys(floors)
    .filter((floor) => files.some(({ path }) => path.startsWith(`src/${floor}/`) && path.endsWith('.ts')))
    .map((floor) => `src/${floor}/README.md`)
    .filter((path) => !paths.has(path))
    .map((path) => ({
      path,
      line: 1,
      what: 'is missing',
      instead: `write what the floor is, what it must never do, what always holds (${readmeLinesMax} lines at most)`,
    }));
  const long = files
    .filter(({ path }) => /^src\/.*README\.md$/.test(path))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > readmeLinesMax)
    .map(({ path, lines }) => ({
      path,
      line: readmeLinesMax + 1,
      what: `has ${lines} lines`,
      instead: `cut it to ${readmeLinesMax}, or move the rest to docs/`,
    }));
  return [...missing, ...long];
}

/** Each npm package that package.json names has a line in docs/dependencies.md that says why. */
export function checkDependencies(files: readonly SourceFile[]): readonly Breach[] {
  const page = textOf(files, 'docs/dependencies.md');
  const explained = new Set([...page.matchAll(/`([^`\n]+)`|\*\*([^*\n]+)\*\*/g)].map((match) => match[1] ?? match[2]));
  const manifest = textOf(files, 'package.json');
  return packageNames(manifest)
    .filter((name) => !explained.has(name) && !explained.has(`${name.split('/')[0]}/*`))
    .map((name) => ({
      path: 'package.json',
      line: lineOf(manifest, `"${name}":`),
      what: `${name} has no reason`,
      instead: `give it a line with \`${name}\` in docs/dependencies.md: why it is here, what we would do without it`,
    }));
}

/** Each noun that the domain has a folder for is a word of the glossary. */
export function checkGlossary(files: readonly SourceFile[]): readonly Breach[] {
  const glossary = textOf(files, 'docs/glossary.md').toLowerCase();
  const nouns = new Set(files.flatMap(({ path }) => /^src\/domain\/([^/]+)\/[^/]+\.ts$/.exec(path)?.[1] ?? []));
  return [...nouns]
    .filter((noun) => !new RegExp(`\\b${noun}\\b`).test(glossary))
    .map((noun) => ({
      path: 'docs/glossary.md',
      line: 1,
      what: `does not explain "${noun}", which has a folder in src/domain`,
      instead: 'add the word with one sentence',
    }));
}

function packageNames(manifest: string): readonly string[] {
  const parsed: unknown = JSON.parse(manifest === '' ? '{}' : manifest);
  if (typeof parsed !== 'object' || parsed === null) return [];
  return ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((field) => {
    const names: unknown = Reflect.get(parsed, field);
    return typeof names === 'object' && names !== null ? Object.keys(names) : [];
  });
}

function textOf(files: readonly SourceFile[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? '';
}

function lineOf(text: string, piece: string): number {
  return text.slice(0, Math.max(0, text.indexOf(piece))).split('\n').length;
}
