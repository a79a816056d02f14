/**
 * Every code by which Tokenward refuses, one row each: what the wire says and how a person mends it.
 *
 *   status     of HTTP
 *   again      true: the same request may succeed later; false: it will not until somebody changes something
 *   openai     `type` and `code` of an error in OpenAI's shape
 *   anthropic  `type` of an error in Anthropic's shape
 *   title      the public sentence; what is particular to the case stands in the refusal's `why`
 *   remedy     what to do about it
 *
 * The gateway's codes are those of `domain/policy/refusal.ts` (a test pins that both sets are equal).
 * Policy refusals are 403; a client repeats neither those nor any other row whose `again` is false.
 */
export type RefusalFacts = {
  readonly status: number;
  readonly retryable: boolean;
  readonly openai: { readonly type: OpenaiErrorType; readonly code: string };
  readonly anthropic: { readonly type: AnthropicErrorType };
  readonly title: string;
  readonly remedy: string;
};

export type OpenaiErrorType =
  | 'invalid_request_error'
  | 'permission_error'
  | 'insufficient_quota'
  | 'rate_limit_error'
  | 'server_error';

export type AnthropicErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'request_too_large'
  | 'rate_limit_error'
  | 'timeout_error'
  | 'overloaded_error'
  | 'api_error';

// biome-ignore format: a table is read down
export const GATEWAY_REFUSALS = {
  //                         status  again  openai type              openai code              anthropic type
  key_missing:          row([401, false, 'invalid_request_error', 'invalid_api_key',         'authentication_error'],
    'No API key was sent.', 'Send your Tokenward key as "Authorization: Bearer tw_…" or as "x-api-key: tw_…".'),
  key_unknown:          row([401, false, 'invalid_request_error', 'invalid_api_key',         'authentication_error'],
    'This API key is not known here.', 'Check that it is a Tokenward key (it begins with "tw_"), whole, and for this address; else ask for a new one.'),
  key_expired:          row([401, false, 'invalid_request_error', 'key_expired',             'authentication_error'],
    'This API key has expired.', 'Rotate it or ask whoever manages your keys for a new one.'),
  key_revoked:          row([401, false, 'invalid_request_error', 'key_revoked',             'authentication_error'],
    'This API key has been revoked.', 'A revoked key never works again: ask whoever manages your keys for a new one.'),
  key_suspended:        row([401, false, 'invalid_request_error', 'key_suspended',           'authentication_error'],
    'This API key is suspended.', 'Ask whoever manages your keys why, and to resume it.'),
  scope_missing:        row([403, false, 'permission_error',      'scope_missing',           'permission_error'],
    'This API key does not have the scope that is needed here.', 'Use a key with the scope named in the detail.'),
  body_too_large:       row([413, false, 'invalid_request_error', 'body_too_large',          'request_too_large'],
    'The request body is larger than this server accepts.', 'Send less in one request, or have the limit raised.'),
  body_timeout:         row([408, true,  'invalid_request_error', 'body_timeout',            'timeout_error'],
    'The request body did not arrive in time.', 'Send it again over a steadier connection.'),
  body_not_json:        row([400, false, 'invalid_request_error', 'body_not_json',           'invalid_request_error'],
    'The request body is not valid JSON.', 'Send one JSON object, encoded as UTF-8.'),
  body_invalid:         row([400, false, 'invalid_request_error', 'body_invalid',            'invalid_request_error'],
    'The request body does not have the shape that is expected.', 'Correct the member named in the detail.'),
  duplicate_member:     row([400, false, 'invalid_request_error', 'duplicate_member',        'invalid_request_error'],
    'The request body names one member twice.', 'Send each member once: two readers could understand two different requests.'),
  encoding_unsupported: row([415, false, 'invalid_request_error', 'encoding_unsupported',    'invalid_request_error'],
    'The encoding or media type of the request body is not accepted.', 'Send "content-type: application/json" without content-encoding.'),
  header_invalid:       row([400, false, 'invalid_request_error', 'header_invalid',          'invalid_request_error'],
    'A request header has a value that cannot be used.', 'Correct the header named in the detail.'),
  route_unknown:        row([404, false, 'invalid_request_error', 'route_unknown',           'not_found_error'],
    'There is nothing at this path.', 'Check the base URL: it ends in /v1 for OpenAI clients, and has no path for Anthropic clients.'),
  method_not_allowed:   row([405, false, 'invalid_request_error', 'method_not_allowed',      'invalid_request_error'],
    'This path does not answer that method.', 'Use a method named in the "allow" header.'),
  use_case_missing:     row([400, false, 'invalid_request_error', 'use_case_missing',        'invalid_request_error'],
    'The call names no use case, and the key has no default.', 'Name one in the "tokenward-use-case" header or as "use-case/model".'),
  use_case_unknown:     row([400, false, 'invalid_request_error', 'use_case_unknown',        'invalid_request_error'],
    'The use case that the call names does not exist.', 'Name one of those that the key allows; GET /api/v1/me lists them.'),
  use_case_not_allowed: row([403, false, 'permission_error',      'use_case_not_allowed',    'permission_error'],
    'This API key may not be used for that use case.', 'Name one that the key allows (GET /api/v1/me lists them), or ask for the key to be extended.'),
  use_case_blocked:     row([403, false, 'permission_error',      'use_case_blocked',        'permission_error'],
    'That use case is blocked or archived.', 'Ask its owner, or choose another use case.'),
  lane_mismatch:        row([403, false, 'permission_error',      'lane_mismatch',           'permission_error'],
    'The key and the use case are in different lanes.', 'Use an exploration key for exploration and a production key for production.'),
  model_missing:        row([400, false, 'invalid_request_error', 'model_missing',           'invalid_request_error'],
    'The call names no model.', 'Set "model"; GET /v1/models lists those that you may use.'),
  model_unknown:        row([404, false, 'invalid_request_error', 'model_not_found',         'not_found_error'],
    'The model that the call names does not exist here.', 'GET /v1/models lists those that you may use.'),
  model_not_allowed:    row([403, false, 'permission_error',      'model_not_allowed',       'permission_error'],
    'That model is not in the model stack of this use case.', 'Use a model of the stack named in the detail, or ask for the use case to be extended.'),
  model_blocked:        row([403, false, 'permission_error',      'model_blocked',           'permission_error'],
    'That model is blocked or archived.', 'Use another model of the use case; GET /v1/models lists them.'),
  face_unsupported:     row([400, false, 'invalid_request_error', 'face_unsupported',        'invalid_request_error'],
    'That model does not answer at this API.', 'Use one of the APIs named in the detail, or another model.'),
  not_translatable:     row([400, false, 'invalid_request_error', 'not_translatable',        'invalid_request_error'],
    'The request says something that the API of this model cannot be told.', 'Leave out or change the member that the detail names, or use a model that speaks the API you call; docs/translation.md lists what translates.'),
  no_target:            row([503, false, 'server_error',          'no_target',               'api_error'],
    'No upstream can serve that model at present.', 'Ask the administrators: every upstream of this model is suspended or missing its key.'),
  content_blocked:      row([403, false, 'permission_error',      'content_blocked',         'permission_error'],
    'The content holds something that may not be sent to a model.', 'Take out what the detail names, or put a stand-in in its place, and send it again.'),
  data_class_not_allowed: row([403, false, 'permission_error',    'data_class_not_allowed',  'permission_error'],
    'The content is more sensitive than this use case or model may handle.', 'Do what the detail says instead: leave the sensitive part out, or use a use case or model that is cleared for it.'),
  policy_refused:       row([403, false, 'permission_error',      'policy_refused',          'permission_error'],
    'A rule of your organisation does not allow this call.', 'The detail names the rule, what is allowed instead and whom to ask; GET /api/v1/me/rules lists the rules that apply to you.'),
  approval_required:    row([403, false, 'permission_error',      'approval_required',       'permission_error'],
    'This call needs the approval of a person.', 'Approval has been asked for under the id in the detail. Send the same call again once it is granted.'),
  template_required:    row([403, false, 'permission_error',      'template_required',       'permission_error'],
    'This use case runs with approved templates only.', 'Name an approved template in the "tokenward-template" header, as "id" or "id@version".'),
  template_unknown:     row([404, false, 'invalid_request_error', 'template_unknown',        'not_found_error'],
    'The library has no such template, or no such version of it.', 'Name one that "tokenward library list" shows, as "id", "id@version" or "id@label".'),
  template_parameters:  row([400, false, 'invalid_request_error', 'template_parameters',     'invalid_request_error'],
    'The parameters of the template are missing or not right.', 'Send them as the detail says, in the member "template_parameters" of the body.'),
  template_not_allowed: row([403, false, 'permission_error',      'template_not_allowed',    'permission_error'],
    'This template cannot be used in this call.', 'Name the use case that the template is for, or fork it for yours.'),
  media_not_allowed:    row([403, false, 'permission_error',      'media_not_allowed',       'permission_error'],
    'Images, audio or files may not be sent here: nothing can read them for sensitive content.', 'Send the content as text, or use a use case that allows this kind of media.'),
  inspection_failed:    row([403, false, 'permission_error',      'inspection_failed',       'permission_error'],
    'The content could not be inspected, and this use case does not run uninspected.', 'Send less in one call; if that does not help, tell the administrators the request id.'),
  suspended:            row([403, false, 'permission_error',      'suspended',               'permission_error'],
    'What this call uses has been suspended for now.', 'The detail says what and why. Use something else, or ask the administrators.'),
  answer_withheld:      row([403, false, 'permission_error',      'answer_withheld',         'permission_error'],
    'The answer held something that may not leave, and was withheld.', 'Ask for the answer without it; the detail names what kind of content it was.'),
  budget_exhausted:     row([429, false, 'insufficient_quota',    'insufficient_quota',      'rate_limit_error'],
    'A budget that this call falls into has no room for it.', 'Use a cheaper model or ask for less output, wait for the next period, or ask for more at the address in the detail.'),
  rate_limited:         row([429, true,  'rate_limit_error',      'rate_limit_exceeded',     'rate_limit_error'],
    'More calls or tokens were asked for than this key may use at once.', 'Try again after the seconds in "retry-after".'),
  model_unpriced:       row([403, false, 'permission_error',      'model_unpriced',          'permission_error'],
    'This model has no price, and a budget that this call falls into admits none whose cost is not known.', 'Use a model that has a price, or ask the administrators to enter one.'),
  workflow_parameters:  row([400, false, 'invalid_request_error', 'workflow_parameters',     'invalid_request_error'],
    'The parameters of the workflow are missing or not right.', 'Send them as the detail says, as the last user message.'),
  workflow_failed:      row([502, true,  'server_error',          'workflow_failed',         'api_error'],
    'The workflow could not look up its answer.', 'Try again; if it lasts, tell its owner the request id.'),
  upstream_busy:        row([503, true,  'server_error',          'upstream_busy',           'overloaded_error'],
    'The upstream has as many calls running as it is allowed.', 'Try again in a few seconds.'),
  upstream_unreachable: row([502, true,  'server_error',          'upstream_unreachable',    'api_error'],
    'The upstream could not be reached.', 'Try again; if it lasts, tell the administrators the request id.'),
  upstream_timeout:     row([504, true,  'server_error',          'upstream_timeout',        'timeout_error'],
    'The upstream did not answer in time.', 'Try again, ask for a shorter answer, or stream it.'),
  upstream_broken:      row([502, true,  'server_error',          'upstream_broken',         'api_error'],
    'The upstream sent an answer that cannot be used.', 'Try again; if it lasts, tell the administrators the request id.'),
  store_away:           row([503, true,  'server_error',          'store_away',              'overloaded_error'],
    'The store does not answer, and this use case may not go on without it.', 'Try again in a minute; the administrators see this in the metrics.'),
  journal_full:         row([503, true,  'server_error',          'journal_full',            'overloaded_error'],
    'The gateway cannot record further calls, and does not let a call through unrecorded.', 'Try again in a minute; the administrators see this in the metrics.'),
  shutting_down:        row([503, true,  'server_error',          'shutting_down',           'overloaded_error'],
    'This gateway is stopping.', 'Try again: another one, or this one restarted, will answer.'),
  gateway_overloaded:   row([503, true,  'server_error',          'gateway_overloaded',      'overloaded_error'],
    'This gateway has as many calls running as it can carry.', 'Try again in a few seconds.'),
  internal:             row([500, true,  'server_error',          'internal',                'api_error'],
    'Something went wrong inside Tokenward; it is our fault and has been logged.', 'Try again; if it lasts, tell the administrators the request id.'),
} as const satisfies Readonly<Record<string, RefusalFacts>>;

type Wire = readonly [
  status: number,
  again: boolean,
  openaiType: OpenaiErrorType,
  openaiCode: string,
  anthropicType: AnthropicErrorType,
];

function row(wire: Wire, title: string, remedy: string): RefusalFacts {
  const [status, retryable, type, code, anthropicType] = wire;
  return { status, retryable, openai: { type, code }, anthropic: { type: anthropicType }, title, remedy };
}
