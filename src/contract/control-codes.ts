import { GATEWAY_REFUSALS } from './refusal-codes.ts';

/** What the control API says of a code: the members of a problem (RFC 9457) that do not depend on the case. */
export type ProblemFacts = {
  readonly status: number;
  readonly retryable: boolean;
  readonly title: string;
  readonly remedy: string;
};

/** Codes that only the control plane uses, one row each. */
// biome-ignore format: a table is read down
export const CONTROL_REFUSALS = {
  //                         status  again
  query_invalid:           row([400, false], 'A query parameter is missing, unknown or malformed.', 'Correct the parameters named in "errors".'),
  path_invalid:            row([400, false], 'A part of the path is malformed.', 'Correct the parts named in "errors".'),
  cursor_invalid:          row([400, false], 'The cursor is not one that this listing gave out.', 'Send "next" of the previous page unchanged, with the same filters, or begin without a cursor.'),
  time_range_invalid:      row([400, false], 'The time range cannot be used.', 'Send "from" and "to" as ISO 8601 with an offset, for instance 2026-01-31T00:00:00Z; "from" is before "to".'),
  if_match_invalid:        row([400, false], 'The "if-match" header is not an ETag of this API.', 'Send the "etag" of your last read unchanged, for instance "3" in quotes.'),
  idempotency_key_invalid: row([400, false], 'The "idempotency-key" header cannot be used.', 'Send 1 to 128 visible ASCII characters, for instance a UUID.'),
  grant_exceeds_creator:   row([403, false], 'A key cannot give more than the key that creates it has.', 'Leave out what the detail names, or use a key that has it.'),
  not_found:               row([404, false], 'There is no such thing.', 'Check the id; the listing of the same kind shows those that exist.'),
  already_exists:          row([409, false], 'There is already one with this id.', 'Choose another id, or change the existing one with PATCH.'),
  archived:                row([409, false], 'It is archived and can no longer be changed.', 'Create a new one with another id.'),
  in_use:                  row([409, false], 'Something that is active still refers to it.', 'Move or archive what the detail names first.'),
  content_not_granted:     row([403, false], 'This content may not be read by you now.', 'Ask with POST /content/access ("tokenward content request") and a reason; what is of tier 3 waits for a second person.'),
  content_unreadable:      row([409, false], 'The content is there and cannot be opened.', 'See the detail: the server must have the content key that was used (TOKENWARD_CONTENT_KEY), and the record must be unchanged.'),
  key_not_active:          row([409, false], 'The key is not in a state in which this can be done.', 'See the detail: a revoked key stays revoked, and an expired one cannot be rotated.'),
  price_overlap:           row([409, false], 'Two prices would hold at the same time.', 'Let the new price begin when the other one ends, or later, or give it other predicates.'),
  managed_by_file:         row([409, false], 'This row is kept by the configuration file.', 'Change the file and run "tokenward apply": a change made here would be undone by the next one.'),
  idempotency_in_progress: row([409, true],  'The first request with this idempotency key is still running.', 'Wait a second and send the same request again.'),
  revision_conflict:       row([412, false], 'It was changed since you read it.', 'Read it again, make your change on the new revision, and send its "etag".'),
  plan_changed:            row([409, false], 'The configuration is no longer the one that the plan was made for.', 'Plan again, look at the differences, and apply with the new "planId".'),
  reference_unknown:       row([422, false], 'It refers to something that does not exist.', 'Create what the detail names first, or correct the reference.'),
  reference_archived:      row([422, false], 'It refers to something that is archived.', 'Refer to something that is active.'),
  rule_broken:             row([422, false], 'The values are each well formed, but do not go together.', 'Correct what the detail names.'),
  expiry_too_far:          row([422, false], 'The key would live longer than keys may.', 'Choose an earlier expiry; rotate the key before it ends.'),
  four_eyes:               row([403, false], 'A second person is needed.', 'Let somebody else do it: nobody approves what they wrote, proposed or asked for.'),
  policy_state:            row([409, false], 'The version is not in a state in which this can be done.', 'See the detail; "tokenward policy list" shows where each version stands.'),
  policy_stale:            row([409, false], 'Another policy is active than the one that this was written against.', 'Propose the text again, look at "tokenward policy plan", and have it approved.'),
  policy_faulty:           row([422, false], 'The policy has faults, or a case of it comes out otherwise.', 'Correct what "errors" names; "tokenward policy check" and "tokenward policy test" show the same without a server.'),
  report_faulty:           row([422, false], 'The cost report cannot be read.', 'Correct the lines that are named, or fetch the report again; nothing of it was imported.'),
  session_ended:           row([401, false], 'You are not signed in, or your session has ended.', 'Sign in again; nothing was done.'),
  sign_in_failed:          row([401, false], 'That did not sign you in.', 'Check address and password. Whoever administers this installation can send you a new link.'),
  sign_in_limited:         row([429, true],  'There were too many attempts to sign in.', 'Wait as long as "retry-after" says, then try again.'),
  sign_in_insecure:        row([403, false], 'Nobody can sign in over this connection.', 'Open the address of this server by https, or on the machine itself as http://localhost.'),
  passwords_off:           row([403, false], 'Passwords are switched off here.', "Sign in with the organisation's identity provider."),
  password_weak:           row([422, false], 'This password is too easy to guess.', 'Choose one of at least 12 characters that is not on lists of common ones and does not hold your name.'),
  link_invalid:            row([404, false], 'This link cannot be used.', 'It was used already, or it is too old: ask for a new one.'),
  origin_refused:          row([403, false], 'The request did not come from a page of this server.', 'Open this server at its own address; programs send a key instead of the cookie.'),
  person_suspended:        row([403, false], 'This person is suspended.', 'Ask whoever suspended you why; the reason stands in the detail.'),
  permission_missing:      row([403, false], 'None of your roles allows this.', 'Ask an administrator for a role that has the permission named in the detail.'),
  device_waiting:          row([409, true],  'Nobody has answered in the browser yet.', 'Open the page, enter the code, and ask again after the interval.'),
  device_denied:           row([403, false], 'It was declined in the browser.', 'Begin again if that was a mistake.'),
  device_unknown:          row([404, false], 'This code is not known, or it is too old.', 'Begin again: a code is good for ten minutes.'),
  webhook_refused:         row([401, false], 'The message is not believed.', 'Sign it with a secret of this source; "tokenward sources refusals" counts what was refused and why.'),
  source_blocked:          row([403, false], 'This source is blocked.', 'Nothing of it is taken until somebody unblocks it: tokenward sources change.'),
  live_full:               row([503, true],  'Too many pages listen at this moment.', 'Ask again in a minute; every other route answers as always.'),
  idempotency_mismatch:    row([422, false], 'This idempotency key was used before for a different request.', 'Use a new key for a new request.'),
} as const satisfies Readonly<Record<string, ProblemFacts>>;

/** Every code that a problem of the control API can carry. */
export const PROBLEMS = { ...GATEWAY_REFUSALS, ...CONTROL_REFUSALS } as const;
export type ProblemCode = keyof typeof PROBLEMS;

function row(wire: readonly [status: number, again: boolean], title: string, remedy: string): ProblemFacts {
  return { status: wire[0], retryable: wire[1], title, remedy };
}
