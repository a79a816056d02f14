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
