import { stringify } from 'yaml';
import { z } from 'zod';
import { parseYamlFile } from '../../app/settings/parse-yaml-file.ts';
import { AssetCreate } from '../../contract/library.ts';
import { DefinitionChange } from '../../contract/library-versions.ts';
import type { AnswerOf } from '../../contract/routes.ts';

/**
 * The library as files in git:
 *
 *   meeting-notes/asset.yaml   what is said of it, its labels and its lineage
 *   meeting-notes/v1.md        what version 1 says: YAML between two lines of ---, then the text
 */
const Version = z.int().min(1);
const AssetFile = AssetCreate.omit({ id: true }).extend({
  labels: z.strictObject({ production: Version.exactOptional(), canary: Version.exactOptional() }).default({}),
  forkedFrom: z.strictObject({ assetId: z.string(), version: Version }).nullable().default(null),
  deprecation: z
    .strictObject({ reason: z.string().min(1), successorId: z.string().nullable().default(null) })
    .nullable()
    .default(null),
});
const VersionFile = DefinitionChange.omit({ text: true }).extend({
  state: z.enum(['draft', 'published']).default('published'),
});

export type AssetContent = z.output<typeof AssetFile>;
export type VersionContent = z.output<typeof VersionFile> & { readonly text: string };

export type ReadFile<Content> =
  | {
      readonly kind: 'read';
      readonly content: Content;
      /** `file:line:column` of what an RFC 6901 pointer of the server leads to. */
      readonly placeOf: (pointer: string) => string;
    }
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

export function readAssetFile(text: string, file: string): ReadFile<AssetContent> {
  const parsed = parseYamlFile(text, file, AssetFile);
  if (parsed.kind === 'faults') return parsed;
  return { kind: 'read', content: parsed.value, placeOf: (pointer) => parsed.placeOf(stepsOf(pointer)) };
}

export function readVersionFile(written: string, file: string): ReadFile<VersionContent> {
  const lines = written.replaceAll('\r\n', '\n').split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) {
    const what = `${file}:1:1  the file does not begin with YAML between two lines of ---`;
    return { kind: 'faults', lines: [`${what} → write "---", its members or nothing, "---", and then the text`] };
  }
  // An empty line in the place of the first one: lines are counted as they stand in the file.
  const parsed = parseYamlFile(`\n${lines.slice(1, end).join('\n')}\n`, file, VersionFile);
  if (parsed.kind === 'faults') return parsed;
  const text = lines.slice(end + 1).join('\n');
  const content = { ...parsed.value, text: text.endsWith('\n') ? text.slice(0, -1) : text };
  const placeOf = (pointer: string): string =>
    pointer === '/text' ? `${file}:${end + 2}:1` : parsed.placeOf(stepsOf(pointer));
  return { kind: 'read', content, placeOf };
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function writeAssetFile(asset: AnswerOf<'readLibraryAsset'>): string {
  const { kind, name, description, ownerPersonId, useCaseId, starterRoles, labels, forkedFrom, deprecation } = asset;
  const written = { kind, name, description, ownerPersonId, useCaseId, starterRoles, labels, forkedFrom, deprecation };
  return stringify(withoutEmpty(written), { lineWidth: 0 });
}

export function writeVersionFile(version: AnswerOf<'readLibraryVersion'>): string {
  const { place, dataClassMax, recommendedModel, expectedCostNanodollars, expectedOutputTokens, link } = version;
  const { changeNotes, state } = version;
  const parameters = version.parameters.map((parameter) => withoutEmpty(parameter));
  const examples = version.examples.map((example) => withoutEmpty(example));
  const head = withoutEmpty({
    ...{ place, dataClassMax, recommendedModel, expectedCostNanodollars, expectedOutputTokens, link },
    ...{ parameters, examples, changeNotes, state },
  });
  return `---\n${stringify(head, { lineWidth: 0 })}---\n${version.text}\n`;
}

/** Members that say nothing are left out: reading gives them back. */
function withoutEmpty(value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => !isEmpty(member)));
}

function isEmpty(member: unknown): boolean {
  if (member === null || member === '') return true;
  return typeof member === 'object' && Object.keys(member).length === 0;
}
