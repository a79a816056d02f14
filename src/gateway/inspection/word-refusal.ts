import { type DataClass, worseOf } from '../../domain/detection/data-class.ts';
import type { FindingType } from '../../domain/detection/finding-types.ts';
import type { PolicyDecision } from '../../domain/policy/policy-decision.ts';
import type { AskedApproval } from '../../ports/approval-desk.ts';
import type { PartKind } from '../../ports/request-parts.ts';
import type { FoundText } from './find-in-request.ts';

const NAMED_MAX = 6;

const WORD_OF_KIND: Readonly<Record<PartKind, string>> = {
  system: 'the instructions',
  user: "a user's message",
  assistant: "the model's own message",
  tool_definition: 'the definition of a tool',
  tool_arguments: 'the arguments of a tool',
  tool_result: 'the result of a tool',
  file_name: 'the name of a file',
  document: 'a document',
  embedding_input: 'a text to embed',
  metadata: 'the metadata',
  other: 'the request',
};

/**
 * The worst of what was found and where, in words: `an AWS access key in a user's message (messages[2])`. Never what stood
 * there. What is less grave would only hide what must be taken out.
 */
export function wordFindings(found: readonly FoundText[], rowOf: (type: string) => FindingType): string {
  const words = new Set<string>();
  const worst = worstOf(found, rowOf);
  for (const { part, findings } of found)
    for (const { type } of findings)
      if (rowOf(type).dataClass === worst)
        words.add(`${rowOf(type).word} in ${WORD_OF_KIND[part.kind]}${placeInWords(part.path)}`);
  const [...all] = words;
  const more = all.length > NAMED_MAX ? `, and ${all.length - NAMED_MAX} more` : '';
  return all.slice(0, NAMED_MAX).join(', ') + more;
}

function worstOf(found: readonly FoundText[], rowOf: (type: string) => FindingType): DataClass {
  const classes = found.flatMap(({ findings }) => findings.map(({ type }) => rowOf(type).dataClass));
  return classes.reduce(worseOf, 'public');
}

/** The outermost member and its place: further in, names may be the caller's own. Nothing of a text that came alone. */
function placeInWords(path: string): string {
  const place = /^[A-Za-z0-9_]{0,40}(\[\d+\])?/.exec(path)?.[0] ?? '';
  return place === '' ? '' : ` (${place})`;
}

/** What to send in place of what was found: the sentences of its types, each once. */
export function wordInstead(found: readonly FoundText[], rowOf: (type: string) => FindingType): string | null {
  const worst = worstOf(found, rowOf);
  const rows = found.flatMap(({ findings }) => findings.map(({ type }) => rowOf(type)));
  const sentences = new Set(rows.filter(({ dataClass }) => dataClass === worst).map(({ instead }) => instead));
  return sentences.size === 0 ? null : [...sentences].slice(0, 2).join(' ');
}

/** The whole of a refusal for a person: what it was, what is allowed instead, whom to ask. */
export function wordDecision(
  decision: Pick<PolicyDecision, 'why' | 'alternative' | 'askAt'>,
  found: { readonly words: string; readonly instead: string | null },
): string {
  const what = found.words === '' ? '' : ` Found: ${found.words}.`;
  const alternative = decision.alternative ?? found.instead;
  const instead = alternative === null ? '' : ` ${alternative}`;
  const ask = decision.askAt === null ? '' : ` Questions: ${decision.askAt}.`;
  return `${decision.why}${what}${instead}${ask}`;
}

/** What became of the question to a person, and until when. */
export function wordApproval({ approvalId, expiresAtMs, declined }: AskedApproval): string {
  const until = new Date(expiresAtMs).toISOString();
  if (declined === undefined) return `Approval ${approvalId} has been asked for; it can be given until ${until}.`;
  const why = declined.reason === null ? '' : `: ${declined.reason}`;
  return `Approval ${approvalId} was declined${why.replace(/\.?$/, '.')} It can be asked for again after ${until}.`;
}
