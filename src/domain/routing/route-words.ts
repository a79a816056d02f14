import type { RouteReason } from './choose-route.ts';

/** Why a call went to its model, as a person is told. */
export const ROUTE_REASON_WORDS: { readonly [R in RouteReason]: string } = {
  routed: 'The request looks simple enough for a cheaper model of the stack.',
  canary: 'This conversation is one of the share that goes to the model on trial.',
  sticky: 'The conversation stays with the cheaper model that it has, so that its cache holds.',
  cache_kept: 'It looks simple, but leaving the warm cache would cost more than the cheaper model saves.',
  too_difficult: 'The request looks too difficult for a cheaper model.',
  stepped_back: 'The cheaper models are stepped back from, until a person lets them go on.',
  no_cheaper: 'No cheaper model of the stack is priced, cleared and able to serve this request.',
  observed: 'Difficulty is only watched here: the call goes where it would have gone.',
};

/** Codes of records besides those of a choice: the caller's own word, a rule's, or what became of the first attempt. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['requested', 'The caller named this model, and nothing was routed.'],
  ['alias', 'The caller named it by an alias, and nothing was routed.'],
  ['auto', 'The caller left it to the use case, which took its usual model.'],
  ['policy', 'Rules chose another model.'],
  ['budget', 'An envelope near its cap chose a cheaper model.'],
  ['fallback', 'The first host failed, and the next one answered.'],
  ['latency', 'The first byte was late, and the next host answered.'],
]);

/** Why a call went where it went, from the code on its record; one that nobody knows any more is told as it is. */
export function routeReasonInWords(reason: string | null): string {
  if (reason === null) return 'No model was chosen.';
  return new Map<string, string>(Object.entries(ROUTE_REASON_WORDS)).get(reason) ?? OTHER_WORDS.get(reason) ?? reason;
}
