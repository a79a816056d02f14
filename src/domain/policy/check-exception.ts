import { type Envelope, type EnvelopeScope, HARD_CAP_MAX } from '../budget/envelope.ts';
import type { UseCase } from '../catalog/use-case.ts';
import { isAbove } from '../detection/data-class.ts';
import type { ExceptionWish } from './exception.ts';

/** What no exception goes beyond; more than that is a change of the rule itself. */
export const EXCEPTION_LIMITS = {
  durationMsMin: 60_000,
  durationMsMax: 90 * 86_400_000,
  startsAheadMsMax: 90 * 86_400_000,
  /** How far a beginning may lie back: a form takes a while to fill in. */
  startsBackMsMax: 300_000,
  /** Of an opening: ten thousand dollars. */
  openingCapMax: 10_000_000_000_000n,
} as const;

/** What an exception goes beyond, as it stands. */
export type ExceptionSubject =
  | { readonly kind: 'raise_envelope'; readonly envelope: Envelope }
  | { readonly kind: 'open_use_case'; readonly useCase: UseCase };

/** What is wrong with a wish, in sentences that say how to mend it; empty when nothing is. */
export function checkException(
  wish: ExceptionWish,
  { subject, nowMs }: { readonly subject: ExceptionSubject; readonly nowMs: number },
): readonly string[] {
  const own =
    subject.kind === 'raise_envelope' ? raiseFaults(wish, subject.envelope) : openingFaults(wish, subject.useCase);
  return [...timeFaults(wish, nowMs), ...own, ...emptyMembers(wish.scope)];
}

function timeFaults({ startsAtMs, endsAtMs }: ExceptionWish, nowMs: number): readonly string[] {
  const { durationMsMin, durationMsMax, startsAheadMsMax, startsBackMsMax } = EXCEPTION_LIMITS;
  if (startsAtMs < nowMs - startsBackMsMax)
    return [
      'It would begin in the past, and what has been spent or refused stays so: leave out the start to begin at once.',
    ];
  if (startsAtMs > nowMs + startsAheadMsMax)
    return ['It would begin more than 90 days from now: ask again when the time is nearer.'];
  if (endsAtMs <= startsAtMs) return ['It would end before it begins: give it a duration.'];
  if (endsAtMs <= nowMs) return ['It would have ended already: give it an end that lies ahead.'];
  if (endsAtMs - startsAtMs < durationMsMin) return ['It would last less than a minute: give it a duration of use.'];
  if (endsAtMs - startsAtMs > durationMsMax)
    return ['It would last longer than 90 days, which is a rule and no exception: have the rule itself changed.'];
  return [];
}

function raiseFaults({ cap, scope }: ExceptionWish, envelope: Envelope): readonly string[] {
  const faults: string[] = [];
  if (envelope.status !== 'active') {
    faults.push(
      `The envelope "${envelope.id}" is archived, and nothing is spent from it: ask for the one in its place.`,
    );
  }
  if (cap <= 0n) faults.push(`The cap must be more than nothing, in ${envelope.unit}.`);
  const most = envelope.hardCap < HARD_CAP_MAX ? envelope.hardCap : HARD_CAP_MAX;
  if (cap > most) {
    faults.push(
      `An exception may bring at most as much as the envelope's own cap (${most} ${envelope.unit}): ask its owner to change the cap.`,
    );
  }
  const outside = membersOutside(scope, envelope.scope);
  if (outside.length > 0) {
    faults.push(
      `The envelope "${envelope.id}" is not for the ${outside.join(' and ')} that the scope names: leave them out, or name the envelope that is.`,
    );
  }
  return faults;
}

function openingFaults({ cap, scope, dataClass, modelId }: ExceptionWish, useCase: UseCase): readonly string[] {
  const faults: string[] = [];
  if (useCase.status !== 'active') {
    faults.push(`The use case "${useCase.id}" is ${useCase.status}: an exception opens what is there and active.`);
  }
  if (cap <= 0n) faults.push('The cap must be more than nothing, in nanodollars.');
  if (cap > EXCEPTION_LIMITS.openingCapMax) {
    faults.push('An exception may open spending of at most 10,000 dollars: have the use case itself changed.');
  }
  const { personId, teamId, projectId, tag } = scope;
  if (personId === undefined && teamId === undefined && projectId === undefined && tag === undefined) {
    faults.push('An opening is for somebody: name a person, a team, a project or a tag.');
  }
  if (scope.useCaseId !== undefined && scope.useCaseId !== useCase.id) {
    faults.push(`The scope names the use case "${scope.useCaseId}" and the exception "${useCase.id}": name one.`);
  }
  if (dataClass !== null && useCase.allowedDataClasses.some((allowed) => !isAbove(dataClass, allowed))) {
    faults.push(
      `"${useCase.id}" allows ${dataClass} content or more sensitive content already: leave the data class out.`,
    );
  }
  if (modelId !== null && useCase.modelStack.includes(modelId)) {
    faults.push(`"${useCase.id}" may use the model "${modelId}" already: leave the model out.`);
  }
  return faults;
}

/** The members in which a scope names something else than the envelope that it should lie within. */
function membersOutside(scope: EnvelopeScope, within: EnvelopeScope): readonly string[] {
  const outside: string[] = [];
  const compare = (word: string, own: string | undefined, outer: string | undefined): void => {
    if (own !== undefined && outer !== undefined && own !== outer) outside.push(word);
  };
  compare('team', scope.teamId, within.teamId);
  compare('project', scope.projectId, within.projectId);
  compare('use case', scope.useCaseId, within.useCaseId);
  compare('person', scope.personId, within.personId);
  compare('lane', scope.lane, within.lane);
  compare('tag', tagText(scope), tagText(within));
  return outside;
}

function tagText({ tag }: EnvelopeScope): string | undefined {
  return tag === undefined ? undefined : JSON.stringify([tag.name, tag.value]);
}

function emptyMembers({ tag, ...members }: EnvelopeScope): readonly string[] {
  const values = [...Object.values(members), ...(tag === undefined ? [] : [tag.name, tag.value])];
  return values.includes('') ? ['A member of the scope is empty: leave it out.'] : [];
}
