import type { FindingType } from './finding-types.ts';

/** By what machines, and the people at them, are found. */
export const NETWORK_TYPES: readonly FindingType[] = [
  {
    type: 'ip_address',
    group: 'network',
    dataClass: 'internal',
    word: 'the network address of a machine',
    instead: 'Write an address of documentation, such as 192.0.2.1, in its place.',
  },
  {
    type: 'mac_address',
    group: 'network',
    dataClass: 'internal',
    word: 'the hardware address of a machine',
    instead: 'Write 00-00-5E-00-53-01, which is kept for documentation, in its place.',
  },
];
