/**
 * The longest run of plain characters that every match of a pattern must hold, or null where none shows. It reads only what
 * stands outside groups and classes: a person can always name a better one.
 */
export function findRequiredLiteral(source: string): string | null {
  let best = '';
  let run = '';
  let depth = 0;
  const end = (): void => {
    if (run.trim().length > best.length) best = run.trim();
    run = '';
  };
  for (let at = 0; at < source.length; at++) {
    const unit = source.charAt(at);
    const plain = plainAt(source, at);
    if (plain !== null) {
      const next = source.charAt(at + plain.length);
      const isOptional = next === '*' || next === '?' || (next === '{' && /^\{0/.test(source.slice(at + plain.length)));
      if (depth === 0 && !isOptional) run += plain.letter;
      if (depth === 0 && (isOptional || next === '+' || next === '{')) end();
      at += plain.length - 1;
      continue;
    }
    end();
    if (unit === '|' && depth === 0) return null;
    if (unit === '(') depth++;
    if (unit === ')') depth--;
    if (unit === '\\') at++;
    if (unit === '[') at = endOfClass(source, at);
    if (unit === '{') at = Math.max(at, source.indexOf('}', at));
  }
  end();
  return best.length >= 3 ? best : null;
}

const SPECIAL = '\\^$.|?*+()[]{}';

function plainAt(source: string, at: number): { readonly letter: string; readonly length: number } | null {
  const unit = source.charAt(at);
  if (!SPECIAL.includes(unit)) return { letter: unit, length: 1 };
  const next = source.charAt(at + 1);
  // An escaped sign is itself; an escaped letter or digit is a class, an edge or a character code.
  if (unit === '\\' && next !== '' && !/[A-Za-z0-9]/.test(next)) return { letter: next, length: 2 };
  return null;
}

function endOfClass(source: string, open: number): number {
  // A bracket that comes first, or first after `^`, belongs to the class.
  let at = open + (source.charAt(open + 1) === '^' ? 2 : 1);
  if (source.charAt(at) === ']') at++;
  for (; at < source.length; at++) {
    if (source.charAt(at) === '\\') at++;
    else if (source.startsWith('[:', at)) at = Math.max(at, source.indexOf(':]', at) + 1);
    else if (source.charAt(at) === ']') return at;
  }
  return source.length;
}
