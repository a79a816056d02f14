import type { TriedMessage } from '../../control/try-source.ts';
import type { ExternalIdentity } from '../../domain/source/external-identity.ts';
import type { ToldResult } from '../../domain/source/tell-result.ts';
import type { SourceBackfill, SourceDelivery, SourceRefusals } from '../../ports/source-store.ts';
import { toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

export function toWireDelivery({ sourceId: _source, receivedAtMs, ...rest }: SourceDelivery) {
  return { ...rest, receivedAt: toWireMoment(receivedAtMs) };
}

export function toWireRefusals({ hourMs, lastAtMs, ...rest }: SourceRefusals) {
  return { ...rest, hour: toWireMoment(hourMs), lastAt: toWireMoment(lastAtMs) };
}

export function toWireIdentity(identity: ExternalIdentity & { readonly facts: number }) {
  const { externalId, shownAs, isBot, meaning, decidedBy, facts } = identity;
  return {
    externalId,
    shownAs,
    isBot,
    meaning: meaning.kind,
    personId: meaning.kind === 'person' ? meaning.personId : null,
    decidedBy,
    decidedAt: toWireMomentOrNull(identity.decidedAtMs),
    firstSeenAt: toWireMoment(identity.firstSeenAtMs),
    lastSeenAt: toWireMoment(identity.lastSeenAtMs),
    facts,
  };
}

export function toWireBackfill(backfill: SourceBackfill) {
  const { id, project, state, pages, results, facts, lastError, askedBy } = backfill;
  const [since, askedAt] = [toWireMoment(backfill.sinceMs), toWireMoment(backfill.askedAtMs)];
  return { id, project, since, state, pages, results, facts, lastError, askedBy, askedAt };
}

export function toWireTried(tried: TriedMessage) {
  const { message, signature, facts, faults, mentions, results } = tried;
  return {
    signature,
    deliveryId: message.deliveryId,
    event: message.event,
    facts: facts.map(({ atMs, ...fact }) => ({ ...fact, at: toWireMoment(atMs) })),
    faults: [...faults],
    mentions: [...mentions],
    results: results.map(({ subject, told, waitsFor }) => ({
      subject,
      told: told.map(toWireTold),
      waitsFor: [...waitsFor],
    })),
  };
}

const NOTHING_TOLD = { personId: null, typeId: null, amount: null, actorId: null, reason: null };

function toWireTold(told: ToldResult) {
  const base = { ...NOTHING_TOLD, kind: told.kind, at: toWireMoment(told.atMs) };
  switch (told.kind) {
    case 'claimed':
      return { ...base, personId: told.personId, typeId: told.rule.typeId, amount: told.amount };
    case 'confirmed':
      return { ...base, personId: told.personId, actorId: told.actorId };
    case 'reverted':
    case 'restored':
      return { ...base, reason: told.reason };
  }
}
