/** Where an address belongs, by the registries of special-purpose addresses (RFC 6890, RFC 5737, RFC 3849). */
export type AddressScope = 'public' | 'private' | 'special';

/** Null: not four numbers of 0 to 255 without leading zeros. */
export function ipv4Scope(text: string): AddressScope | null {
  if (!readBytes(text)) return null;
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (isSpecial({ first, second, third, fourth })) return 'special';
  const isPrivate =
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second <= 127);
  return isPrivate ? 'private' : 'public';
}

/** Of one address at a time. */
const bytes = new Uint16Array(4);

/** In one walk, without pieces: of texts full of numbers with dots this is most of the work. */
function readBytes(text: string): boolean {
  let place = 0;
  let byte = -1;
  for (let at = 0; at <= text.length; at++) {
    const unit = at === text.length ? DOT : text.charCodeAt(at);
    if (unit === DOT) {
      if (byte < 0 || place === 4) return false;
      bytes[place] = byte;
      place++;
      byte = -1;
      continue;
    }
    // A zero stands alone.
    if (unit < 0x30 || unit > 0x39 || byte === 0) return false;
    byte = Math.max(byte, 0) * 10 + unit - 0x30;
    if (byte > 255) return false;
  }
  return place === 4;
}

const DOT = 0x2e;

type Bytes = { readonly first: number; readonly second: number; readonly third: number; readonly fourth: number };

/** This network, loopback, link-local, documentation, benchmarks, multicast, netmasks, broadcast. */
function isSpecial({ first, second, third, fourth }: Bytes): boolean {
  if (first === 0 || first === 127 || first >= 224) return true;
  if (first === 169 && second === 254) return true;
  if (first === 192 && second === 0 && (third === 0 || third === 2)) return true;
  if (first === 198 && (second === 18 || second === 19 || (second === 51 && third === 100))) return true;
  if (first === 203 && second === 0 && third === 113) return true;
  return second === 0 && third === 0 && fourth === 0;
}

/** Null: not an IPv6 address in one of the forms of RFC 4291, section 2.2. */
export function ipv6Scope(text: string): AddressScope | null {
  const halves = text.toLowerCase().split('::');
  if (halves.length > 2 || text.length < 3 || text.length > 45) return null;
  let count = 0;
  for (const [place, half] of halves.entries()) {
    if (half === '') continue;
    const groups = half.split(':');
    const last = groups.at(-1) ?? '';
    const hasV4 = last.includes('.') && place === halves.length - 1;
    if (hasV4 && ipv4Scope(last) === null) return null;
    const plain = hasV4 ? groups.slice(0, -1) : groups;
    if (!plain.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null;
    count += plain.length + (hasV4 ? 2 : 0);
  }
  if (halves.length === 2 ? count > 7 : count !== 8) return null;
  const start = text.toLowerCase();
  if (count < 2 || /^(?:::|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:|2001:db8:|2001:0db8:|3fff:)/.test(start)) return 'special';
  return /^f[cd][0-9a-f]{2}:/.test(start) ? 'private' : 'public';
}

/** Six pairs of hexadecimal digits under one separator, or three groups of four with dots; not all zeros or all ones. */
export function isMacAddress(text: string): boolean {
  const isShaped =
    /^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/.test(text) ||
    /^[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}$/.test(text) ||
    /^[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}$/.test(text);
  return isShaped && !/^(?:[0:.-]+|[fF:.-]+)$/.test(text);
}
