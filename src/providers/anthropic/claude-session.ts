import { type JsonObject, parseObject, stringOrNull } from '../wire/json-object.ts';

/**
 * The session inside `metadata.user_id`, which Claude Code fills in one of two forms:
 *
 *   user_<device>_account_<account>_session_<session>
 *   {"device_id":"…","account_uuid":"…","session_id":"…"}
 *
 * Device and account say who sits where; they are personal data and are never taken from here.
 */
export function claudeSession(metadata: JsonObject | null): string | null {
  const userId = stringOrNull(metadata?.['user_id']);
  if (userId === null || userId.length > USER_ID_MAX) return null;
  const session = userId.startsWith('{')
    ? stringOrNull(parseObject(userId)?.['session_id'])
    : (SESSION_PART.exec(userId)?.[1] ?? null);
  return session !== null && SESSION.test(session) ? session : null;
}

const USER_ID_MAX = 1024;
const SESSION_PART = /_session_([A-Za-z0-9-]+)$/;
const SESSION = /^[A-Za-z0-9_-]{1,128}$/;
