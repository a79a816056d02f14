import type { MediaKind } from '../../domain/policy/policy-facts.ts';
import type { PartKind, RequestBody, TextPart, UnitParts } from '../../ports/request-parts.ts';
import { BodyText } from './body-text.ts';
import { BASE64, CIPHERED, IDS, KIND_OF_MEMBER, KIND_OF_ROLE, type PartRules, WORD, WORDS } from './part-rules.ts';
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
  const media: MediaKind[] = [];
  const standings = newStandings(firstKind(place));
  if (place.rules.tokens.has(place.member) && holdsTokens(literals)) media.push('file');
  for (const literal of literals) {
    const around = standingOf(literal.node, standings);
    const name = nameOf(literal, place);
    const found = literal.form === 'string' && !around.isData ? readMedia(body, literal, name) : null;
    if (found !== null && found.kind !== 'document' && !media.includes(found.media)) media.push(found.media);
    if (found?.kind === 'media' || !isText(body, literal, { name, around })) continue;
    const isDocument = found?.kind === 'document';
    texts.push(
      new BodyText(body, literal, {
        place,
        kind: isDocument ? 'document' : ownKind(around, literal),
        sealed: around.sealed || literal.form === 'deep',
        encoded: isDocument,
      }),
    );
  }
  return { texts, media };
}

/** What is known of a unit's objects and lists. Most literals stand in the same one as that before them. */
type Standings = {
  readonly root: Standing;
  /** Null until there is an object or list inside the unit: most have none. */
  known: Map<JsonNode, Standing> | null;
  node: JsonNode | null;
  standing: Standing;
};

function newStandings(first: PartKind): Standings {
  const root: Standing = { kind: first, sealed: false, isData: first === 'metadata' };
  return { root, known: null, node: null, standing: root };
}

/** From the outside in. The root stands for the unit itself and says nothing. */
function standingOf(node: JsonNode, standings: Standings): Standing {
  if (standings.node === node) return standings.standing;
  const standing = node.parent === null ? standings.root : innerStanding(node, node.parent, standings);
  standings.node = node;
  standings.standing = standing;
  return standing;
}

function innerStanding(node: JsonNode, parent: JsonNode, standings: Standings): Standing {
  const known = standings.known?.get(node);
  if (known !== undefined) return known;
  const outer = parent.parent === null ? standings.root : innerStanding(parent, parent.parent, standings);
  const standing = within(outer, node);
  standings.known ??= new Map();
  standings.known.set(node, standing);
  return standing;
}

function within(outer: Standing, node: JsonNode): Standing {
  if (outer.isData || outer.kind === 'tool_definition') return outer;
  let kind = (node.name === null ? undefined : OF_MEMBER.get(node.name)) ?? outer.kind;
  if (kind === 'tool_arguments' || kind === 'metadata') return { kind, sealed: outer.sealed, isData: true };
  if (node.role !== null) kind = OF_ROLE.get(node.role) ?? kind;
  if (node.type !== null) kind = kindOfType(node.type) ?? kind;
  const sealed = outer.sealed || node.type === 'thinking' || node.type === 'redacted_thinking';
  return kind === outer.kind && sealed === outer.sealed ? outer : { kind, sealed, isData: false };
}

/** Names are the caller's: `constructor` is in no table. */
const OF_MEMBER: ReadonlyMap<string, PartKind> = new Map(Object.entries(KIND_OF_MEMBER));
const OF_ROLE: ReadonlyMap<string, PartKind> = new Map(Object.entries(KIND_OF_ROLE));

function firstKind({ rules, member }: UnitPlace): PartKind {
  return (Object.hasOwn(rules.members, member) ? rules.members[member] : undefined) ?? 'other';
}

function kindOfType(type: string): PartKind | undefined {
  if (type.endsWith('tool_result') || type.endsWith('_output')) return 'tool_result';
  if (type === 'document' || type === 'input_file') return 'document';
  if (type === 'reasoning' || type === 'compaction') return 'assistant';
  return undefined;
}

function ownKind(around: Standing, literal: Literal): PartKind {
  if (literal.form === 'key' || literal.name === null || around.isData || around.kind === 'tool_definition')
    return around.kind;
  return OF_MEMBER.get(literal.name) ?? around.kind;
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
  if (literal.end - literal.start > WORD_BYTES_MAX || !WORDS.has(name)) return false;
  return isWord(body.text, { start: literal.start + 1, end: literal.end - 1 }, IDS.has(name));
}

/** Of letters, digits and a few signs. What mixes capitals and digits is an id or a secret, and no word that an API has. */
function isWord(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  isId: boolean,
): boolean {
  let seen = 0;
  for (let at = start; at < end; at += 1) {
    const sort = SORT_IN_WORD[text.charCodeAt(at)];
    if (sort === undefined || sort === 0) return false;
    seen |= sort;
  }
  return isId || (seen & MIXED) !== MIXED;
}

const [PLAIN, CAPITAL, DIGIT] = [1, 2, 4];
const MIXED = CAPITAL | DIGIT;

function sortInWord(character: string): number {
  if (!WORD.test(character)) return 0;
  if (/[A-Z]/.test(character)) return CAPITAL;
  return /\d/.test(character) ? DIGIT : PLAIN;
}

const SORT_IN_WORD = Uint8Array.from({ length: 256 }, (_, unit) => sortInWord(String.fromCharCode(unit)));

/** Lists of short numbers alone: a text in the vendor's own code. */
function holdsTokens(literals: readonly Literal[]): boolean {
  return literals.every(({ form }) => form === 'number');
}
