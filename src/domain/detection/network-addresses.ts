import type { Detector, ScannedText, WordGroup } from './detector.ts';
import { isAlphanumeric } from './identifier-value.ts';
import { ipv4Scope, ipv6Scope, isMacAddress } from './validate-network.ts';

const ADDRESS_WORDS: WordGroup = {
  name: 'network_address_words',
  words: [
    ...[
      'ip',
      'ips',
      'ipv4',
      'ipv6',
      'ip address',
      'ip addresses',
      'ip_address',
      'ipaddress',
      'ip-adresse',
      'adresse ip',
      'ip addr',
    ],
    ...[
      'x-forwarded-for',
      'remote_addr',
      'remote_ip',
      'client_ip',
      'clientip',
      'src_ip',
      'dst_ip',
      'direccion ip',
      'indirizzo ip',
    ],
    ...[
      'sshd',
      'ssh',
      'ping',
      'dns',
      'nameserver',
      'gateway',
      'inet',
      'dhcp',
      'vpn',
      'endereco ip',
      'ip-adres',
      'adres ip',
    ],
  ],
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
    ...[
      'version',
      'versions',
      'ver',
      'release',
      'build',
      'assemblyversion',
      'fileversion',
      'revision',
      'upgrade',
      'package',
    ],
    ...[
      'oid',
      'section',
      'chapter',
      'clause',
      'rfc',
      'chrome',
      'firefox',
      'safari',
      'edg',
      'opera',
      'driver',
      'firmware',
    ],
    ...['subnet', 'netmask', 'subnet mask', 'v', 'since', 'update', 'patch', 'sdk', 'library', 'dependency', 'schema'],
  ],
};

/** Addresses of machines (IPv4, IPv6, hardware). Loopback, documentation, netmasks and versions are none. */
export const NETWORK_ADDRESS_DETECTOR: Detector = {
  id: 'network_address',
  version: 1,
  types: ['ip_address', 'mac_address'],
  anchors: [
    { kind: 'trigger', trigger: 'dotted' },
    { kind: 'trigger', trigger: 'colons' },
    { kind: 'literal', text: 'mac', wholeWord: true },
    { kind: 'literal', text: 'mac address', wholeWord: true },
    { kind: 'literal', text: 'hwaddr', wholeWord: true },
  ],
  words: [ADDRESS_WORDS, MACHINE_WORDS, VERSION_WORDS],
  check: (hit, scanned, report) => {
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
    const value = scanned.text.slice(start, end);
    if (!isFree(scanned.text, { start, end })) return;
    if (isMacAddress(value)) report({ type: 'mac_address', start, end, confidence: 80 });
    else if (isIpv6Worth(value))
      report({ type: 'ip_address', start, end, confidence: ipv6Scope(value) === 'public' ? 85 : 62 });
  },
};

type Span = { readonly start: number; readonly end: number };

function ipv4Sureness(scanned: ScannedText, span: Span): number {
  const { text } = scanned;
  const { start, end } = span;
  if (end - start < 7 || end - start > 15) return 0;
  const scope = ipv4Scope(text.slice(start, end));
  if (scope === null || scope === 'special' || !isFree(text, span)) return 0;
  let confidence = scope === 'public' ? 70 : 58;
  const isNamed = scanned.near(ADDRESS_WORDS, span, { before: 24, after: 8 });
  if (isNamed) confidence += 15;
  else if (scanned.near(MACHINE_WORDS, span, { before: 16, after: 0 })) confidence += 8;
  const behind = text.slice(end, end + 6);
  // A port or a way behind it makes it an address; a mask makes it a network.
  if (/^:\d{2,5}\b/.test(behind)) confidence += 10;
  if (/^\/\d{1,2}\b/.test(behind)) confidence -= 10;
  if (isVersionSign(text, start)) return 0;
  if (scanned.near(VERSION_WORDS, span, { before: 16, after: 10 })) confidence -= isNamed ? 20 : 35;
  // Small numbers are versions and clauses more often than machines: 1.2.3.4, 4.0.0.1.
  if (!isNamed && /^(?:\d{1,2}\.){3}\d{1,2}$/.test(text.slice(start, end)) && scope === 'public') confidence -= 30;
  return confidence;
}

/** `v1.2.3.4`, `lib-1.2.3.4`, `name_1.2.3.4`, `>=1.2.3.4`, `name/1.2.3.4` are versions. */
function isVersionSign(text: string, start: number): boolean {
  if (start === 0) return false;
  const before = text.charAt(start - 1);
  if ('^~<>-_'.includes(before)) return true;
  if (before === '=' && start > 1 && '=<>~!'.includes(text.charAt(start - 2))) return true;
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
