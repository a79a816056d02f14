import type { FindingType } from '../../domain/detection/finding-types.ts';
import { type NamePlaceholder, redactText } from '../../domain/detection/placeholder.ts';
import type { Obligation } from '../../domain/policy/policy-decision.ts';
import { isMeant } from '../../domain/policy/residual-class.ts';
import type { BodyEdit } from '../../ports/dialect.ts';
import type { TextPart } from '../../ports/request-parts.ts';

import type { FoundText } from './find-in-request.ts';

export type RedactObligation = Extract<Obligation, { kind: 'redact' }>;

export type RequestRedaction = {
  readonly edits: readonly BodyEdit[];
  /** What an answer gets back, by placeholder. */
  readonly restore: ReadonlyMap<string, string>;
  /** A text that would have to change and cannot: it is signed, or nothing here can write it anew. */
  readonly sealed: FoundText | null;
};

/** Works out which JSON literals of the body change. Every byte outside them passes as it came. */
export function redactRequest(
  found: readonly FoundText[],
  obligations: readonly RedactObligation[],
  how: { readonly name: NamePlaceholder; readonly rowOf: (type: string) => FindingType },
): RequestRedaction {
  const edits: BodyEdit[] = [];
  const restore = new Map<string, string>();
  let sealed: FoundText | null = null;
  const meantBy = (type: string): readonly RedactObligation[] =>
    obligations.filter(({ of }) => isMeant(of, how.rowOf(type)));
  for (const text of found) {
    const meant = text.findings.filter(({ type }) => meantBy(type).length > 0);
    if (meant.length === 0) continue;
    const { part } = text;
    if (part.sealed) {
      sealed ??= text;
      continue;
    }
    const redaction = redactText(part.text, meant, { name: how.name, isJson: isJson(part) });
    for (const { placeholder, type, value } of redaction.placed)
      if (!restore.has(placeholder) && meantBy(type).every((each) => each.restore)) restore.set(placeholder, value);
    edits.push({ start: part.start, end: part.end, text: part.toLiteral(redaction.text) });
  }
  return { edits, restore, sealed };
}

/** Arguments of a tool are JSON in a string, and must be JSON when they leave. */
function isJson({ kind, text }: TextPart): boolean {
  if (kind !== 'tool_arguments' || !/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
