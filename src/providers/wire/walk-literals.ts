import { memberName } from './member-name.ts';

/**
 * An object or a list of the body. `type`, `role` and `mediaType` are the object's own members of these names; `content`,
 * `text` and `output` say how often one of these names stands in it.
 */
export type JsonNode = {
  readonly parent: JsonNode | null;
  /** The member of the parent that holds it; null in a list. */
  readonly name: string | null;
  /** Its place in a list. */
  readonly index: number;
  type: string | null;
  role: string | null;
  mediaType: string | null;
  content: number;
  text: number;
  output: number;
};

/**
 *   string, key   with their quotes
 *   number        as written
 *   deep          a value below the deepest level that is walked: its JSON, unread
 */
export type Literal = {
  readonly form: 'string' | 'key' | 'number' | 'deep';
  readonly node: JsonNode;
  /** The member that holds it, or that it is the name of; null in a list. */
  readonly name: string | null;
  readonly index: number;
  readonly start: number;
  readonly end: number;
};

/** Nobody writes such a request by hand; who nests deeper gets the rest inspected as one text. */
const DEPTH_MAX = 200;
/** Shorter numbers are no card, account or identity number. */
const DIGITS_MIN = 7;

/**
 * Every string, member name and long number of one JSON value, in order, with its place in the bytes. Nothing is left
 * out here, so that whoever sorts them later names what is not text, and not what is. `text` has one character a byte and
 * has passed `JSON.parse`, which is why nothing is validated; strings are skipped by their closing quote.
 */
export function walkLiterals(text: string, start: number, budget: WalkBudget = unbounded()): readonly Literal[] {
  const walk: Walk = { text, found: [], budget, at: start, depth: 0 };
  const root = newNode(null, null, 0);
  walkValue(walk, root, null, 0);
  if (budget.literals >= 0) return walk.found;
  return [{ form: 'deep', node: root, name: null, index: 0, start, end: endOfValue(text, start) }];
}

/** How many literals of one body are told apart. A unit in which they run out is inspected as one text. */
export type WalkBudget = { literals: number };

/** For values whose length is bounded already. */
function unbounded(): WalkBudget {
  return { literals: Number.POSITIVE_INFINITY };
}

export function newWalkBudget(): WalkBudget {
  return { literals: LITERALS_MAX };
}

/** Half of what a body may need of memory for its parts; a conversation of 100 kB has some hundreds. */
const LITERALS_MAX = 100_000;

type Walk = {
  readonly text: string;
  readonly found: Literal[];
  readonly budget: WalkBudget;
  /** Where the walk stands. */
  at: number;
  depth: number;
};

function newNode(parent: JsonNode | null, name: string | null, index: number): JsonNode {
  return { parent, name, index, type: null, role: null, mediaType: null, content: 0, text: 0, output: 0 };
}

function take(walk: Walk, literal: Literal): void {
  walk.budget.literals -= 1;
  if (walk.budget.literals >= 0) walk.found.push(literal);
}

/** Goes from the beginning of a value to behind its end. */
function walkValue(walk: Walk, node: JsonNode, name: string | null, index: number): void {
  const { text, at: start } = walk;
  const code = text.charCodeAt(start);
  if (code === QUOTE) {
    const end = endOfString(text, start);
    walk.at = end;
    take(walk, { form: 'string', node, name, index, start, end });
  } else if (code !== OPEN_BRACE && code !== OPEN_BRACKET) {
    const end = endOfScalar(text, start);
    walk.at = end;
    if (end - start >= DIGITS_MIN && code !== LETTER_T && code !== LETTER_F)
      take(walk, { form: 'number', node, name, index, start, end });
  } else if (walk.depth >= DEPTH_MAX) {
    const end = endOfValue(text, start);
    walk.at = end;
    take(walk, { form: 'deep', node, name, index, start, end });
  } else {
    walk.depth += 1;
    if (code === OPEN_BRACE) walkObject(walk, newNode(node, name, index));
    else walkList(walk, newNode(node, name, index));
    walk.depth -= 1;
  }
}

function walkObject(walk: Walk, node: JsonNode): void {
  const { text } = walk;
  let at = skipSpace(text, walk.at + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = endOfString(text, at);
    const name = memberName(text, { start: at + 1, end: keyEnd - 1 });
    take(walk, { form: 'key', node, name, index: 0, start: at, end: keyEnd });
    count(node, name);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    walk.at = value;
    walkValue(walk, node, name, 0);
    if (text.charCodeAt(value) === QUOTE) learn(walk, node, { name, value });
    at = afterComma(text, walk.at);
  }
  walk.at = at + 1;
}

/** A name that is written with escapes may be any of them. */
function count(node: JsonNode, name: string): void {
  if (name === 'role' || name === 'type') return;
  const isAny = name.includes('\\');
  if (name === 'content' || isAny) node.content += 1;
  if (name === 'text' || isAny) node.text += 1;
  if (name === 'output' || isAny) node.output += 1;
}

/** Behind a member whose value is a string. */
function learn({ text, at }: Walk, node: JsonNode, member: { readonly name: string; readonly value: number }): void {
  const { name, value } = member;
  if (name === 'type') node.type = memberName(text, { start: value + 1, end: at - 1 });
  else if (name === 'role') node.role = memberName(text, { start: value + 1, end: at - 1 });
  else if (name === 'media_type') node.mediaType = text.slice(value + 1, at - 1);
}

function walkList(walk: Walk, node: JsonNode): void {
  const { text } = walk;
  let at = skipSpace(text, walk.at + 1);
  for (let index = 0; text.charCodeAt(at) !== CLOSE_BRACKET; index++) {
    walk.at = at;
    walkValue(walk, node, null, index);
    at = afterComma(text, walk.at);
  }
  walk.at = at + 1;
}

/** The next member or element, or the closing bracket. */
function afterComma(text: string, from: number): number {
  const at = skipSpace(text, from);
  return text.charCodeAt(at) === COMMA ? skipSpace(text, at + 1) : at;
}

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= SPACE) at++;
  return at;
}

/** Index after the closing quote of the string that opens at `open`. */
export function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close > 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close < 0 ? text.length : close + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

function endOfScalar(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || code <= SPACE) return at;
    at++;
  }
  return at;
}

/** Index after the value that begins at `start`; without recursion, however deep it is. */
export function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return endOfString(text, start);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return endOfScalar(text, start);
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth--;
      if (depth === 0) return at + 1;
    }
    at++;
  }
  return at;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LETTER_F = 0x66;
const LETTER_T = 0x74;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
