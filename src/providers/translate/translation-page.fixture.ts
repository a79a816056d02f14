import { TRANSLATABLE_FACES, type TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import type { TableRow, Treatment } from './translation-table.ts';
import { TRANSLATION_TABLES } from './translation-tables.ts';

/** The tables of docs/translation.md, from the rows by which the code decides. */
export function writeTranslationTables(): string {
  return TRANSLATABLE_FACES.map(writeFace).join('\n');
}

function writeFace(face: TranslatableFace): string {
  const others = TRANSLATABLE_FACES.filter((other) => other !== face);
  const { rows } = TRANSLATION_TABLES[face];
  const scopes = [...new Set(rows.map(({ scope }) => scope))];
  const parts = scopes.map((scope) => {
    const here = rows.filter((row) => row.scope === scope);
    const head = `| ${scope} | ${others.map((other) => `to ${TITLES[other]}`).join(' | ')} | says nothing |`;
    return [head, '|---|---|---|---|', ...here.map((row) => writeRow(row, others)), ''].join('\n');
  });
  return [`### From ${TITLES[face]}`, '', ...parts].join('\n');
}

function writeRow(row: TableRow, others: readonly TranslatableFace[]): string {
  const cells = others.map((other) => writeTreatment(row.to[other]));
  const harmless = row.harmless.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  return `| \`${row.member}\` | ${cells.join(' | ')} | ${harmless} |`;
}

function writeTreatment(treatment: Treatment | undefined): string {
  if (treatment === undefined) return 'refused';
  switch (treatment.kind) {
    case 'becomes':
      return treatment.what;
    case 'drop':
      return `*left out:* ${treatment.why}`;
    case 'refuse':
      return `**refused:** ${treatment.why}`;
  }
}

const TITLES: { readonly [F in TranslatableFace]: string } = {
  'openai-chat': 'Chat Completions',
  'openai-responses': 'Responses',
  'anthropic-messages': 'Messages',
};
