import { cheaperModels, decideNearCap, type OtherModel } from '../../domain/budget/near-cap.ts';
import type { Model } from '../../domain/catalog/upstream.ts';
import { isRefusal } from '../../domain/policy/refusal.ts';
import { type ChosenTarget, chooseTargets } from '../../domain/routing/choose-targets.ts';
import type { Gateway } from '../gateway.ts';
import { type ReservingCall, type Wish, wishInstead } from './budget-wish.ts';
import { answersOf, expectCall } from './expect-call.ts';
import { findRooms } from './find-rooms.ts';
import { limitOutput } from './limit-output.ts';

/** What can be asked for in place of a call that did not fit, and the models that would cost less. */
export type NearFit =
  | { readonly kind: 'fits'; readonly wish: Wish; readonly cheaperModelIds: readonly string[] }
  | { readonly kind: 'none'; readonly cheaperModelIds: readonly string[] };

/** Less is no answer, unless the use case expects less. */
const OUTPUT_TOKENS_MIN = 256;
/** No API takes a lower limit. */
const API_OUTPUT_TOKENS_MIN = 16;

type Candidate = { readonly model: Model; readonly targets: readonly ChosenTarget[]; readonly other: OtherModel };

/** Less output, or a cheaper model of the stack that policy clears for this very call; whichever fits now. */
export function fitNearCap(gateway: Gateway, wish: Wish): NearFit {
  const { asked, demands, expected } = wish;
  const candidates = otherModels(gateway, asked);
  const answers = answersOf(asked.request);
  const question = {
    rooms: findRooms(gateway.budget.desk, demands),
    call: expected,
    outputTokensMin: leastOutput(asked) * answers,
    others: candidates.map(({ other }) => other),
  };
  const near = decideNearCap(question);
  const cheaperModelIds = cheaperModels(question);
  const fit = (next: Wish | undefined): NearFit =>
    next === undefined ? { kind: 'none', cheaperModelIds } : { kind: 'fits', wish: next, cheaperModelIds };
  switch (near.kind) {
    case 'admit':
      return fit(wish);
    case 'clamp':
      return fit(clamped(gateway, wish, Math.floor(near.tokensMax / answers)));
    case 'cheaper':
      return fit(
        atOther(
          gateway,
          wish,
          candidates.find(({ other }) => other.modelId === near.modelId),
        ),
      );
    case 'refuse':
      return { kind: 'none', cheaperModelIds };
  }
}

function leastOutput({ request, binding }: ReservingCall): number {
  const useful = Math.min(binding.useCase.expectedOutputTokens ?? OUTPUT_TOKENS_MIN, OUTPUT_TOKENS_MIN);
  return Math.max(API_OUTPUT_TOKENS_MIN, useful, request.facts.outputTokensMin ?? 0);
}

/** Models of the stack that may serve this call and have a price. What goes on from an answer that a vendor keeps stays there. */
function otherModels(gateway: Pick<Gateway, 'budget'>, asked: ReservingCall): readonly Candidate[] {
  const { binding, snapshot, request, mayGoTo, speaks, call } = asked;
  if (mayGoTo === null || request.facts.previousResponseId !== null) return [];
  return binding.useCase.modelStack.flatMap((id) => {
    const model = snapshot.models.get(id);
    if (model === undefined || id === asked.model.id || !speaks(model) || !mayGoTo(id)) return [];
    const targets = chooseTargets({ model, face: call.face, upstreams: snapshot.upstreams });
    // A translation can say less, and may refuse what the model that was asked for would have answered.
    if (isRefusal(targets) || targets[0]?.translate !== null) return [];
    const { rates, outputTokensMax } = expectCall(gateway.budget, { ...asked, model, targets });
    return rates === null ? [] : [{ model, targets, other: { modelId: id, rates, outputTokensMax } }];
  });
}

function clamped(gateway: Pick<Gateway, 'budget'>, wish: Wish, tokensMax: number): Wish | undefined {
  const { asked, headers } = wish;
  const limited = limitOutput(asked, tokensMax);
  if (isRefusal(limited) || limited.clampedTo === null) return undefined;
  return wishInstead(gateway, {
    ...wish,
    asked: { ...asked, request: limited.request },
    headers: [...withoutClamp(headers), ...limited.headers],
    clampedTo: limited.clampedTo,
  });
}

/** Of two clamps the later, which is the lower, is told. */
function withoutClamp(headers: readonly string[]): readonly string[] {
  return headers[0] === 'tokenward-clamped' ? headers.slice(2) : headers;
}

function atOther(gateway: Pick<Gateway, 'budget'>, wish: Wish, found: Candidate | undefined): Wish | undefined {
  if (found === undefined) return undefined;
  const { model, targets } = found;
  const headers = [...wish.headers, 'tokenward-model', model.id.replace(/[^\x20-\x7e]/g, '?')];
  return wishInstead(gateway, { ...wish, asked: { ...wish.asked, model, targets }, headers });
}
