import { isBlank } from './blank-unit.ts';
import type { Candidate, Detector, Hit, ScannedText, WordGroup } from './detector.ts';
import { OTHER_NUMBERS } from './identifier-alone.ts';
import { isAlphanumeric } from './identifier-value.ts';
import { ipv4Scope, ipv6Scope, isMacAddress } from './validate-network.ts';

const ADDRESS_WORDS: WordGroup = {
  name: 'network_address_words',
  words: [
    'ip|ips|ipv4|ipv6|ip address|ip addresses|ip_address|ipaddress|ip-adresse|adresse ip|ip addr|x-forwarded-for',
    'remote_addr|remote_ip|client_ip|clientip|src_ip|dst_ip|direccion ip|indirizzo ip|sshd|ssh|ping|dns|nameserver',
    'gateway|inet|dhcp|vpn|endereco ip|ip-adres|adres ip',
  ].flatMap((line) => line.split('|')),
};

const MACHINE_WORDS: WordGroup = {
  name: 'machine_words',
  words: [
    'remote',
    'client',
    'host',
    'server',
    'from',
    'login',
    'peer',
    'src',
    'dst',
    'source',
    'destination',
    'address',
    'node',
  ],
};

const VERSION_WORDS: WordGroup = {
  name: 'version_words',
  words: [
    'version|versions|ver|release|build|assemblyversion|fileversion|revision|upgrade|package|oid|section|chapter',
    'clause|rfc|chrome|firefox|safari|edg|opera|driver|firmware|subnet|netmask|subnet mask|v|since|update|patch|sdk',
    'library|dependency|schema',
  ].flatMap((line) => line.split('|')),
};

const HEXADECIMAL = [...'0123456789abcdef'];
/**
 * `-b5-` and the like: a hardware address with dashes has one of them inside, or else eight digits that are seen as a run.
 */
const LETTERED_PAIRS: readonly string[] = HEXADECIMAL.flatMap((first) => HEXADECIMAL.map((second) => first + second))
  .filter((pair) => /[a-f]/.test(pair))
  .map((pair) => `-${pair}-`);

/** Addresses of machines (IPv4, IPv6, hardware). Loopback, documentation, netmasks and versions are none. */
export const NETWORK_ADDRESS_DETECTOR: Detector = {
  id: 'network_address',
  version: 1,
  types: ['ip_address', 'mac_address'],
  anchors: [
    { kind: 'trigger', trigger: 'dotted' },
    { kind: 'trigger', trigger: 'colons' },
    { kind: 'trigger', trigger: 'digit_run', needs: 'pairs' },
    ...LETTERED_PAIRS.map((text) => ({ kind: 'literal' as const, text })),
    { kind: 'literal', text: 'mac', wholeWord: true },
    { kind: 'literal', text: 'mac address', wholeWord: true },
    { kind: 'literal', text: 'hwaddr', wholeWord: true },
  ],
  words: [ADDRESS_WORDS, MACHINE_WORDS, VERSION_WORDS, OTHER_NUMBERS],
  check: (hit, scanned, report) => {
    if (hit.anchor.kind === 'literal' ? hit.anchor.text.startsWith('-') : hit.anchor.trigger === 'digit_run') {
      reportPairs(hit, scanned, report);
      return;
    }
    if (hit.anchor.kind === 'literal') {
      const span = dashedMac(scanned.text, hit.end);
      if (span !== null) report({ type: 'mac_address', ...span, confidence: 80 });
      return;
    }
    const span = { start: hit.start, end: hit.end };
    if (hit.anchor.trigger === 'dotted') {
      const confidence = ipv4Sureness(scanned, span);
      if (confidence > 0) report({ type: 'ip_address', ...span, confidence });
      return;
    }
    const { start, end } = trimmed(scanned.text, span);
    // Times are most of what has two colons.
    if (end - start < HARDWARE_LENGTH && !'23fF'.includes(scanned.text.charAt(start))) return;
    const value = scanned.text.slice(start, end);
    if (!isFree(scanned.text, { start, end })) return;
    if (isMacAddress(value)) report({ type: 'mac_address', start, end, confidence: 80 });
    else if (isIpv6Worth(value))
      report({ type: 'ip_address', start, end, confidence: ipv6Scope(value) === 'public' ? 85 : 62 });
  },
};

type Span = { readonly start: number; readonly end: number };

/** Six pairs of digits with five signs between them. */
const HARDWARE_LENGTH = 17;
/** The dots of an address. */
const DOTS = 3;

/** Versions and dates have fewer dots, or more. */
function hasItsDots(text: string, { start, end }: Span): boolean {
  let dots = 0;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === 0x2e) dots++;
  return dots === DOTS;
}

function ipv4Sureness(scanned: ScannedText, span: Span): number {
  const { text } = scanned;
  const { start, end } = span;
  if (end - start < 7 || end - start > 15 || !hasItsDots(text, span)) return 0;
  // Cheaper first: most of a flood of them ends here.
  if (!isFree(text, span) || isVersionSign(text, start)) return 0;
  const value = text.slice(start, end);
  if (value === STANDING_EXAMPLE) return 0;
  const scope = ipv4Scope(value);
  if (scope === null || scope === 'special') return 0;
  // Private networks number alike everywhere, and logs are full of them: a name must say that it is a machine's address.
  let confidence = scope === 'public' ? 70 : 44;
  // A word behind small numbers is of the next line: `1.4.1.17).`, `.IP`.
  const after = isSmall(text, span) ? 0 : 8;
  const isNamed = isField(text, start, MACHINE_FIELD) || scanned.near(ADDRESS_WORDS, span, { before: 24, after });
  if (!isNamed && text.charAt(start - 1) === '[' && text.charAt(end) === ']' && isClause(value)) return 0;
  const isMachine = isNamed || scanned.near(MACHINE_WORDS, span, { before: 16, after: 0 });
  if (isNamed) confidence += 15;
  else if (isMachine && scope === 'public') confidence += 8;
  // A port or a way behind it makes it an address; a mask makes it a network.
  const sign = text.charCodeAt(end);
  if (sign === 0x3a && /^:\d{2,5}\b/.test(text.slice(end, end + 6))) confidence += 10;
  if (sign === 0x2f && /^\/\d{1,2}\b/.test(text.slice(end, end + 6))) confidence -= 10;
  if (scanned.near(VERSION_WORDS, span, { before: 16, after: 2 })) confidence -= isNamed ? 20 : 35;
  if (!isNamed && IDENTIFIER_TREE.test(value)) return 0;
  if (isField(text, start, VERSION_FIELD)) return 0;
  // Small numbers are versions and clauses more often than machines: 1.2.3.4, 4.0.0.1.
  if (!isNamed && scope === 'public' && /^(?:\d{1,2}\.){3}\d{1,2}$/.test(value))
    confidence -= Number.parseInt(value, 10) < 20 || /^(\d+)(?:\.\1){3}$/.test(value) ? 30 : 15;
  return confidence;
}

/** `1.4.1.17`: versions and clauses begin so more often than machines. */
function isSmall(text: string, { start, end }: Span): boolean {
  return end - start <= 9 && Number.parseInt(text.slice(start, start + 3), 10) < 20;
}

/** `[23.3.1.3]`: the clause of a standard. */
function isClause(value: string): boolean {
  return /^\d{1,2}(?:\.\d){2,3}(?:\.\d{1,2})?$/.test(value);
}

const FIELD_REACH = 40;
/** A colon or `=`, blanks and a quote. */
const FIELD_JOINT_MAX = 6;
const MACHINE_FIELD =
  /(?:^|[^a-z])(?:\w{0,24}[_.-])?(?:\w{0,16}(?:host|client|server|remote|peer|addr|address|ip)|hostname|src|dst|source|destination|node|gateway|endpoint|origin|from|machine|rechner|listen|bind)["']?\s{0,2}[:=]\s{0,4}["']?$/i;

const VERSION_FIELD = /version[\w"']{0,4}\s{0,2}[:=]{1,2}\s{0,4}["']?$/i;

/** Whether the name of a field stands right before: `from_host=`, `"client": "`. */
function isField(text: string, start: number, field: RegExp): boolean {
  let at = start - 1;
  const unit = text.charCodeAt(at);
  if (unit === 0x22 || unit === 0x27) at--;
  while (start - at < FIELD_JOINT_MAX && isBlank(text.charCodeAt(at))) at--;
  const joint = text.charCodeAt(at);
  if (joint !== 0x3a && joint !== 0x3d) return false;
  return field.test(text.slice(Math.max(0, start - FIELD_REACH), start));
}

/** Object identifiers begin at ISO's members and organisations or at X.500 (ITU-T X.660): `1.3.101.112`, `2.5.29.14`. */
const STANDING_EXAMPLE = '1.2.3.4';
const IDENTIFIER_TREE = /^(?:1\.[0-3]|2\.(?:5|16|23))\./;

const TAG_REACH = 80;
const TAG_END = /<[A-Za-z/][^<>]{0,70}>$/;

/** `v1.2.3.4`, `lib-1.2.3.4`, `name_1.2.3.4`, `>=1.2.3.4`, `name/1.2.3.4` are versions. */
function isVersionSign(text: string, start: number): boolean {
  if (start === 0) return false;
  const before = text.charAt(start - 1);
  if (before === '>') return !TAG_END.test(text.slice(Math.max(0, start - TAG_REACH), start));
  if ('^~<-_'.includes(before)) return true;
  if (before === '=' && start > 1 && '=<>~!'.includes(text.charAt(start - 2))) return true;
  // `(>= 5.18.0.240)`
  if (before === ' ' && /(?:[<>=!~]=|<<|>>|\(=) $/.test(text.slice(Math.max(0, start - 3), start))) return true;
  return before === '/' && start > 1 && isAlphanumeric(text.charCodeAt(start - 2));
}

/** No letter, digit or dot carries the value on. */
function isFree(text: string, { start, end }: Span): boolean {
  const before = start === 0 ? 32 : text.charCodeAt(start - 1);
  if (isAlphanumeric(before) || before === 0x2e || before === 0x5f || before === 0x3a) return false;
  const behind = text.charCodeAt(end);
  if (
    isAlphanumeric(behind) ||
    behind === 0x5f ||
    (behind === 0x3a && isAlphanumeric(text.charCodeAt(end + 1)) && text.slice(start, end).includes(':'))
  )
    return false;
  return !((behind === 0x2e || behind === 0x2d) && isAlphanumeric(text.charCodeAt(end + 1)));
}

/** A single colon at an end is of the sentence; a double one of the address. */
function trimmed(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  if (text.charAt(from) === ':' && text.charAt(from + 1) !== ':') from++;
  if (text.charAt(to - 1) === ':' && text.charAt(to - 2) !== ':') to--;
  return { start: from, end: to };
}

/** `::` of code, `12:30:45` and short groups are no addresses: four groups or more, and a long one or a hexadecimal letter. */
function isIpv6Worth(value: string): boolean {
  const scope = ipv6Scope(value);
  if (scope === null || scope === 'special') return false;
  const groups = value.split(':').filter((group) => group !== '');
  return groups.length >= 3 && groups.some((group) => group.length >= 3) && /^(?:[23]|f[cd])/i.test(value);
}

const PAIRS = /(?<![0-9A-Za-z_.]|[0-9A-Za-z]-)[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![0-9A-Za-z_]|-[0-9A-Za-z])/;
const PAIRS_REACH = 15;
/** `26-03-04-12-00-01`: a date and a time. */
const CLOCK = /^\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])-(?:[01]\d|2[0-3])-[0-5]\d-[0-5]\d$/;

/** Six pairs between dashes, without any name. */
function reportPairs(hit: Hit, scanned: ScannedText, report: (candidate: Candidate) => void): void {
  const { text } = scanned;
  if (hit.anchor.kind === 'trigger') {
    if (hit.end - hit.start < 11 || hit.end - hit.start > 17) return;
  } else if (!isAlphanumeric(text.charCodeAt(hit.end)) || !isAlphanumeric(text.charCodeAt(hit.start - 1))) return;
  const from = Math.max(0, hit.start - PAIRS_REACH);
  const found = PAIRS.exec(text.slice(from, hit.end + PAIRS_REACH));
  if (found === null || !isMacAddress(found[0]) || CLOCK.test(found[0])) return;
  const span = { start: from + found.index, end: from + found.index + found[0].length };
  const isOther = scanned.near(OTHER_NUMBERS, span, { before: 24, after: 12 });
  report({ type: 'mac_address', ...span, confidence: (/[a-f]/i.test(found[0]) ? 68 : 56) - (isOther ? 30 : 0) });
}

/** `00-1A-2B-3C-4D-5E` and `001a.2b3c.4d5e`, which no trigger sees, behind their name. */
function dashedMac(text: string, from: number): Span | null {
  const window = text.slice(from, from + 40);
  const found =
    /(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}|[0-9A-Fa-f]{12})(?![0-9A-Za-z-])/.exec(
      window,
    );
  if (found === null) return null;
  const value = found[0].length === 12 ? (found[0].match(/../g) ?? []).join(':') : found[0];
  return isMacAddress(value) ? { start: from + found.index, end: from + found.index + found[0].length } : null;
}
