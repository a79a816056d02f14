import { BlockList, isIP } from 'node:net';

/** Addresses that are not the internet's: this machine, private networks, what is reserved (IANA registries, 2026-10). */
// biome-ignore format: a table is read down
const RESERVED: readonly (readonly [network: string, bits: number, type: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0',      8,   'ipv4'],
  ['10.0.0.0',     8,   'ipv4'],
  ['100.64.0.0',   10,  'ipv4'],
  ['127.0.0.0',    8,   'ipv4'],
  ['172.16.0.0',   12,  'ipv4'],
  ['192.0.0.0',    24,  'ipv4'],
  ['192.0.2.0',    24,  'ipv4'],
  ['192.88.99.0',  24,  'ipv4'],
  ['192.168.0.0',  16,  'ipv4'],
  ['198.18.0.0',   15,  'ipv4'],
  ['198.51.100.0', 24,  'ipv4'],
  ['203.0.113.0',  24,  'ipv4'],
  ['::',           127, 'ipv6'],
  ['64:ff9b::',    96,  'ipv6'],
  ['64:ff9b:1::',  48,  'ipv6'],
  ['100::',        64,  'ipv6'],
  ['2001::',       23,  'ipv6'],
  ['2001:db8::',   32,  'ipv6'],
  ['2002::',       16,  'ipv6'],
  ['fc00::',       7,   'ipv6'],
];

/** Of no use to anybody but whoever looks for what clouds tell their machines, or speaks to many at once. */
// biome-ignore format: a table is read down
const NEVER: readonly (readonly [network: string, bits: number, type: 'ipv4' | 'ipv6'])[] = [
  ['169.254.0.0',  16,  'ipv4'],
  ['224.0.0.0',    4,   'ipv4'],
  ['240.0.0.0',    4,   'ipv4'],
  ['fd00:ec2::254', 128, 'ipv6'],
  ['fe80::',       10,  'ipv6'],
  ['ff00::',       8,   'ipv6'],
];

const reserved = listOf(RESERVED);
const never = listOf(NEVER);

/** Whether a host of this address may be asked. Addresses of version 4 within version 6 count as what they are. */
export function mayBeAsked(address: string, mayBePrivate: boolean): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const type = isIP(plain) === 4 ? 'ipv4' : 'ipv6';
  if (isIP(plain) === 0 || never.check(plain, type)) return false;
  return mayBePrivate || !reserved.check(plain, type);
}

function listOf(rows: typeof RESERVED): BlockList {
  const list = new BlockList();
  for (const [network, bits, type] of rows) list.addSubnet(network, bits, type);
  return list;
}
