/** Deeper values are refused: nothing that the house records nests so far, and recursion needs a bound. */
const DEPTH_MAX = 64;

/**
 * JSON text in the one form that can be hashed (RFC 8785): members sorted by UTF-16 code units, no spaces, numbers and
 * strings as ECMAScript writes them.
 *
 * What JSON cannot say is refused by a thrown TypeError that names the member: undefined, NaN, infinities, bigint, symbols,
 * functions, sparse arrays and objects of a class. Money therefore goes in as a decimal string.
 * One difference from RFC 8785, which refuses them: an unpaired surrogate is written as its `\udXXX` escape, because
 * clients can send one and a call that was made must be recordable.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '(the value itself)', 0);
}

function write(value: unknown, member: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw refused(member, String(value));
      return Object.is(value, -0) ? '0' : String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= DEPTH_MAX) throw refused(member, `nested deeper than ${DEPTH_MAX}`);
      return Array.isArray(value) ? writeArray(value, member, depth + 1) : writeObject(value, member, depth + 1);
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      throw refused(member, typeof value);
  }
}

function writeArray(items: readonly unknown[], member: string, depth: number): string {
  let text = '[';
  for (let index = 0; index < items.length; index += 1) {
    if (index > 0) text += ',';
    text += write(items[index], member, depth);
  }
  return `${text}]`;
}

function writeObject(value: object, member: string, depth: number): string {
  if (!isPlain(value)) throw refused(member, 'not a plain object');
  let text = '{';
  for (const name of sortedNames(value)) {
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(name)}:${write(value[name], name, depth)}`;
  }
  return `${text}}`;
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Checking costs a tenth of sorting, and records are mostly built in order. */
function sortedNames(value: object): readonly string[] {
  const names = Object.keys(value);
  let before = '';
  for (const name of names) {
    if (name < before) return names.sort();
    before = name;
  }
  return names;
}

function refused(member: string, found: string): TypeError {
  return new TypeError(`canonicalJson: member ${JSON.stringify(member)} is ${found}; JSON has no form for it`);
}
