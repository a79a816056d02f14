import type { KeyGrant } from '../domain/identity/key-grant.ts';
import { isTourOffered, type Tour } from '../domain/identity/tour.ts';
import type { DirectoryStore } from '../ports/directory-store.ts';
import type { UsageStore } from '../ports/usage-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

export type TourContext = ControlContext & {
  readonly usage: Pick<UsageStore, 'calls' | 'call'>;
  readonly directory: Pick<DirectoryStore, 'arrivals'>;
  /** Whether people can come in by a provider of identities. */
  readonly hasProvider: boolean;
};

/** Who asks, and whether they administer all of the house. */
export type TourReader = { readonly grant: KeyGrant; readonly keepsHouse: boolean };

/** What opens a house to others, and whether it is done. */
export type HouseSteps = Readonly<Record<'signIn' | 'people' | 'key' | 'call', boolean>>;
export type MyTour = Omit<Tour, 'id'> & { readonly isOffered: boolean; readonly houseSteps: HouseSteps | null };

const YEAR_MS = 365 * 86_400_000;

/** Where whoever asks stands with the tour. Service accounts have none. */
export async function readMyTour(context: TourContext, { grant: { owner }, keepsHouse }: TourReader): Promise<MyTour> {
  if (owner.kind !== 'person') return { state: 'skipped', callId: null, isOffered: false, houseSteps: null };
  const { personId } = owner;
  const tour = (await context.store.get('tour', personId))?.row;
  const asksSteps = keepsHouse && tour?.state !== 'skipped';
  const hasCalled = (tour === undefined || asksSteps) && (await hasAnyCall(context, personId));
  return {
    state: tour?.state ?? 'offered',
    callId: tour?.callId ?? null,
    isOffered: isTourOffered(tour, hasCalled),
    houseSteps: asksSteps ? await readHouseSteps(context, { personId, hasCalled }) : null,
  };
}

/** Null once nothing is left. */
async function readHouseSteps(
  { directory, hasProvider, clock }: TourContext,
  { personId, hasCalled }: { readonly personId: string; readonly hasCalled: boolean },
): Promise<HouseSteps | null> {
  const { others, ownKey } = await directory.arrivals(personId, clock.nowMs());
  const steps = { signIn: hasProvider, people: others, key: ownKey, call: hasCalled };
  return Object.values(steps).every(Boolean) ? null : steps;
}

async function hasAnyCall({ usage, clock }: TourContext, personId: string): Promise<boolean> {
  const nowMs = clock.nowMs();
  const { calls } = await usage.calls(
    { fromMs: nowMs - YEAR_MS, toMs: nowMs + 1, personId },
    { limit: 1, afterId: null },
  );
  return calls.length > 0;
}

/** Remembers it for a person, so that it does not come back by itself. A call that it ends with is one of theirs. */
export async function setMyTour(
  context: TourContext,
  by: TourReader & { readonly commander: Commander },
  wanted: Omit<Tour, 'id'>,
): Promise<MyTour | ControlRefusal> {
  const { owner } = by.grant;
  if (owner.kind !== 'person') return refuseCommand('rule_broken', 'The tour is for people.');
  if (wanted.callId !== null && wanted.state !== 'done')
    return refuseCommand('rule_broken', 'Only a tour that is done names the call that it ended with.');
  const call = wanted.callId === null ? undefined : await context.usage.call(wanted.callId);
  if (wanted.callId !== null && call?.personId !== owner.personId)
    return refuseCommand('rule_broken', 'That is no call of yours that is recorded yet.');
  await context.store.write(by.commander.actor, async (unit) => {
    const put = await unit.put('tour', { ...wanted, id: owner.personId }, { managedBy: 'api' });
    const subject = `person:${owner.personId}`;
    if (put !== 'unchanged') await unit.audit({ type: 'tour.set', subject, detail: { state: wanted.state } });
  });
  return readMyTour(context, by);
}
