import type { MediaKind } from '../../domain/policy/policy-facts.ts';
import type { PartKind, RequestBody, TextPart, UnitParts } from '../../ports/request-parts.ts';
import { BodyText } from './body-text.ts';
import { BASE64, CIPHERED, KIND_OF_MEMBER, KIND_OF_ROLE, type PartRules, WORD, WORDS } from './part-rules.ts';
import { readMedia } from './read-media.ts';
import type { JsonNode, Literal } from './walk-literals.ts';

/** Which outermost member a unit is of, and where in its list. */
export type UnitPlace = { readonly member: string; readonly index: number | null; readonly rules: PartRules };

/** Where an object or list of a unit stands. */
export type Standing = {
  readonly kind: PartKind;
  readonly sealed: boolean;
  /** Inside what a person, a program or a model filled in freely: no name has a meaning of the API's there. */
  readonly isData: boolean;
};

/**
 * Tells what each literal of a unit is: a text, and of which kind; media, which nothing reads; or a name, a word or a
 * cipher of the API. Whatever is none of these by name is a text.
 */
export function sortLiterals(body: RequestBody, literals: readonly Literal[], place: UnitPlace): UnitParts {
  const texts: TextPart[] = [];
  const media = new Set<MediaKind>();
  const standings: Standings = new Map();
  const first = place.rules.members[place.member] ?? 'other';
  if (place.rules.tokens.has(place.member) && holdsTokens(literals)) media.add('file');
  for (const literal of literals) {
    const around = standingOf(literal.node, first, standings);
    const name = nameOf(literal, place);
    const standing = ownStanding(around, literal);
    const found = literal.form === 'string' && !around.isData ? readMedia(body, literal, name) : null;
    if (found !== null && found.kind !== 'document') media.add(found.media);
    if (found?.kind === 'media' || !isText(body, literal, { name, around })) continue;
    const isDocument = found?.kind === 'document';
    texts.push(
      new BodyText(body, literal, {
        place,
        kind: isDocument ? 'document' : standing.kind,
        sealed: standing.sealed || literal.form === 'deep',
        encoded: isDocument,
      }),
    );
  }
  return { texts, media: [...media] };
}

type Standings = Map<JsonNode, Standing>;

/** From the outside in. The root stands for the unit itself and says nothing. */
function standingOf(node: JsonNode, first: PartKind, known: Standings): Standing {
  const found = known.get(node);
  if (found !== undefined) return found;
  const standing =
    node.parent === null
      ? { kind: first, sealed: false, isData: first === 'metadata' }
      : within(standingOf(node.parent, first, known), node);
  known.set(node, standing);
  return standing;
}

function within(outer: Standing, node: JsonNode): Standing {
  if (outer.isData || outer.kind === 'tool_definition') return outer;
  let kind = (node.name === null ? undefined : KIND_OF_MEMBER[node.name]) ?? outer.kind;
  if (kind === 'tool_arguments' || kind === 'metadata') return { kind, sealed: outer.sealed, isData: true };
  if (node.role !== null) kind = KIND_OF_ROLE[node.role] ?? kind;
  if (node.type !== null) kind = kindOfType(node.type) ?? kind;
  const sealed = outer.sealed || node.type === 'thinking' || node.type === 'redacted_thinking';
  return { kind, sealed, isData: false };
}

function kindOfType(type: string): PartKind | undefined {
  if (type.endsWith('tool_result') || type.endsWith('_output')) return 'tool_result';
  if (type === 'document' || type === 'input_file') return 'document';
  if (type === 'reasoning' || type === 'compaction') return 'assistant';
  return undefined;
}

function ownStanding(around: Standing, literal: Literal): Standing {
  if (literal.form === 'key' || literal.name === null || around.isData) return around;
  const kind = around.kind === 'tool_definition' ? undefined : KIND_OF_MEMBER[literal.name];
  return kind === undefined ? around : { ...around, kind };
}

/** The nearest member that holds the literal. */
function nameOf(literal: Literal, place: UnitPlace): string {
  if (literal.name !== null) return literal.name;
  for (let node: JsonNode | null = literal.node; node !== null; node = node.parent)
    if (node.name !== null) return node.name;
  return place.member;
}

function isText(
  body: RequestBody,
  literal: Literal,
  { name, around }: { readonly name: string; readonly around: Standing },
): boolean {
  switch (literal.form) {
    case 'deep':
      return true;
    case 'number':
      return around.isData;
    case 'key':
      return around.isData || around.kind === 'other' || NAMES_IN_SCHEMAS.has(literal.node.name ?? '');
    case 'string':
      return around.isData || !isOpaque(body, literal, name);
  }
}

const NAMES_IN_SCHEMAS: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions']);
const WORD_BYTES_MAX = 130;

function isOpaque(body: RequestBody, literal: Literal, name: string): boolean {
  const isRedacted = name === 'data' && literal.node.type === 'redacted_thinking';
  if (CIPHERED.has(name) || isRedacted) return BASE64.test(body.text.slice(literal.start + 1, literal.end - 1));
  if (!WORDS.has(name) || literal.end - literal.start > WORD_BYTES_MAX) return false;
  return WORD.test(body.text.slice(literal.start + 1, literal.end - 1));
}

/** Lists of short numbers alone: a text in the vendor's own code. */
function holdsTokens(literals: readonly Literal[]): boolean {
  return literals.every(({ form }) => form === 'number');
}
