import { answersAt } from '../domain/catalog/translatable-faces.ts';
import type { Face, Model } from '../domain/catalog/upstream.ts';
import type { KeyGrant } from '../domain/identity/key-grant.ts';
import { bindUseCase, type UseCaseBinding } from '../domain/policy/bind-use-case.ts';
import { type Allowance, decidePolicy } from '../domain/policy/decide-policy.ts';
import { isRefusal, type Refusal, refuse } from '../domain/policy/refusal.ts';
import type { Dialect } from '../ports/dialect.ts';
import type { Snapshot } from '../ports/snapshot.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { nameServingModel } from './routing/name-serving-model.ts';
import { authenticate } from './stages/authenticate.ts';
import { checkSuspension, isSuspended } from './stages/check-suspension.ts';
import type { Findings, OpenedCall } from './stages/describe-call.ts';
import { findOpenings } from './stages/find-openings.ts';
import { type Hints, readHints } from './stages/read-hints.ts';
import { type ReadRequest, refuseEncoding, understandBody } from './stages/read-request.ts';
import { renderNamedTemplate } from './stages/render-template.ts';

/** Whose call it is, what it asks, for what, and of which model: all that is known without looking at its content. */
export type UnderstoodCall = {
  readonly kind: 'understood';
  readonly grant: KeyGrant;
  readonly hints: Hints;
  readonly dialect: Dialect;
  readonly request: ReadRequest;
  readonly binding: UseCaseBinding;
  readonly allowance: Allowance;
  /** Whether a model could serve this call. */
  readonly speaks: (model: Model | undefined) => boolean;
};

/** A call that went no further, with what the stages before had found. */
export type StoppedCall = { readonly kind: 'stopped'; readonly refusal: Refusal; readonly found: Findings };

/**
 * The first half of the path: from the key to a model that may serve. Each stage takes what earlier ones found and gives
 * back its finding or a refusal; only this function and `serve` branch, and the order is in the types.
 */
export async function understandCall(
  gateway: Gateway,
  exchange: Exchange,
  { call, snapshot }: { readonly call: OpenedCall; readonly snapshot: Snapshot },
): Promise<UnderstoodCall | StoppedCall> {
  const grant = authenticate(exchange, snapshot, gateway.keyDigest, call.openedAtMs);
  if (isRefusal(grant)) return stop(grant, {});
  const room = checkRoom(gateway);
  if (room !== null) return stop(room, { grant });
  const named = readHints(exchange);
  if (isRefusal(named)) return stop(named, { grant });

  const dialect = gateway.dialects[exchange.face];
  const encoded = refuseEncoding(exchange);
  const raw =
    encoded ?? (await exchange.receive((bytes) => gateway.live.holdBody(bytes, gateway.limits.bodiesBytesMax)));
  const received = raw instanceof Uint8Array ? understandBody(raw, dialect) : raw;
  if (isRefusal(received)) return stop(received, { grant, hints: named });

  const binding = bindUseCase({
    grant,
    useCases: snapshot.useCases,
    header: named.useCase,
    model: received.facts.model,
    isModel: (name) => snapshot.models.has(name),
    openingsOf: findOpenings(snapshot, grant, call.openedAtMs),
  });
  if (isRefusal(binding)) return stop(binding, { grant, hints: named, request: received });
  const suspended = checkSuspension(snapshot, { grant, hints: named, binding }, call.openedAtMs);
  if (suspended !== null) return stop(suspended, { grant, hints: named, request: received, binding });
  const rendered =
    named.templateId === null
      ? null
      : renderNamedTemplate({ exchange, snapshot, dialect, hints: named, request: received, binding });
  if (rendered !== null && isRefusal(rendered))
    return stop(rendered, { grant, hints: named, request: received, binding });
  const { hints, request } = rendered ?? { hints: named, request: received };

  const speaks = (model: Model | undefined): boolean =>
    isActiveAt(model, exchange.face) && !isSuspended(snapshot, model, call.openedAtMs);
  const allowance = decidePolicy({
    grant,
    useCase: binding.useCase,
    requestedModel: binding.model,
    model: snapshot.models.get(nameServingModel(snapshot, binding, { face: exchange.face, speaks })),
    face: exchange.face,
    speaks: (modelId) => speaks(snapshot.models.get(modelId)),
    storeReachable: gateway.snapshots.storeReachable(),
  });
  if (isRefusal(allowance)) return stop(allowance, { grant, hints, request, binding });
  return { kind: 'understood', grant, hints, dialect, request, binding, allowance, speaks };
}

function stop(refusal: Refusal, found: Findings): StoppedCall {
  return { kind: 'stopped', refusal, found };
}

function isActiveAt(model: Model | undefined, face: Face): model is Model {
  return model !== undefined && model.status === 'active' && answersAt(model, face);
}

function checkRoom({ live, limits }: Gateway): Refusal | null {
  if (live.count < limits.callsMax) return null;
  return refuse(
    'gateway_overloaded',
    `This gateway serves ${live.count} calls now, which is as many as it may. Try again shortly.`,
  );
}
