import type { Envelope } from './envelope.ts';

/** A strict envelope of the organisation, a hundred dollars a month. */
export function sampleEnvelope(id: string, changes: Partial<Envelope> = {}): Envelope {
  return {
    ...{ id, name: id, scope: {}, ownerPersonId: null, costCentre: null, unit: 'nanodollars', period: 'month' },
    hardCap: 100_000_000_000n,
    cap: { kind: 'strict' },
    softThresholds: [50, 80],
    carryOver: { kind: 'none' },
    storeAway: 'leases',
    status: 'active',
    ...changes,
  };
}
