import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import { CHAT_MEMBERS } from './chat-members.ts';
import { MESSAGES_MEMBERS } from './messages-members.ts';
import { RESPONSES_MEMBERS } from './responses-members.ts';
import type { FaceTable, TableRow } from './translation-table.ts';

/** The published tables: the code decides by them, and docs/translation.md is written from them. */
export const TRANSLATION_TABLES: { readonly [F in TranslatableFace]: FaceTable } = {
  'openai-chat': CHAT_MEMBERS,
  'openai-responses': RESPONSES_MEMBERS,
  'anthropic-messages': MESSAGES_MEMBERS,
};

export function findRow(face: TranslatableFace, scope: string, member: string): TableRow | undefined {
  return INDEX[face].get(`${scope}\n${member}`);
}

const INDEX: { readonly [F in TranslatableFace]: ReadonlyMap<string, TableRow> } = {
  'openai-chat': indexOf(CHAT_MEMBERS),
  'openai-responses': indexOf(RESPONSES_MEMBERS),
  'anthropic-messages': indexOf(MESSAGES_MEMBERS),
};

function indexOf({ rows }: FaceTable): ReadonlyMap<string, TableRow> {
  return new Map(rows.map((row) => [`${row.scope}\n${row.member}`, row]));
}
