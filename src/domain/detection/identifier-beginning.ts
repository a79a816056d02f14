/** Of each ASCII character 1 where a value may begin with it. */
export type Beginnings = Uint8Array;

/** One class, escaped class or plain character at the beginning of a source; brackets of groups are none. */
const ATOM = /^(?:\\d|\[(?:[^\]\\]|\\.)+\]|[^\\()[\]{}?*+.|^$])/;
const REPEAT = /^(?:\?|\{(\d+)(?:,\d*)?\})?/;

/**
 * With what the values of a regular expression begin: its first character or class, and those behind it while they may be
 * missing. What is not read so, groups above all, may begin with anything.
 */
export function beginningsOf(source: string, flags: string): Beginnings {
  const beginnings = new Uint8Array(128);
  if (hasAlternatives(source)) return beginnings.fill(1);
  let rest = source;
  for (let isOptional = true; isOptional; ) {
    const atom = ATOM.exec(rest)?.[0];
    if (atom === undefined) return beginnings.fill(1);
    const expression = new RegExp(`^${atom}$`, flags.replace('y', ''));
    for (let unit = 0; unit < 128; unit++) if (expression.test(String.fromCharCode(unit))) beginnings[unit] = 1;
    rest = rest.slice(atom.length);
    const repeat = REPEAT.exec(rest);
    isOptional = repeat?.[0] === '?' || repeat?.[1] === '0';
    rest = rest.slice(repeat?.[0].length ?? 0);
  }
  return beginnings;
}

/** Whether a bar stands outside of all groups and classes. */
function hasAlternatives(source: string): boolean {
  let bare = source.replace(/\\.|\[(?:[^\]\\]|\\.)*\]/g, '');
  for (let length = 0; length !== bare.length; ) {
    length = bare.length;
    bare = bare.replace(/\([^()]*\)/g, '');
  }
  return bare.includes('|');
}

export function unitedBeginnings(all: readonly Beginnings[]): Beginnings {
  return Uint8Array.from({ length: 128 }, (_, unit) => (all.some((one) => one[unit] === 1) ? 1 : 0));
}
