import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import type { Log } from '../../ports/log.ts';

/** A record's text may not be longer: three bytes a character and a frame's header still fit into a frame. */
const RECORD_CHARACTERS_MAX = 2 * 1024 * 1024;

/**
 * Native `JSON.stringify` is the fastest way from Node 24 on: hand-written templates over the same fields took a fifth longer.
 * An admission too long for a frame is no text: it is refused.
 */
export function admissionText(call: AdmittedCall): string | undefined {
  const text = JSON.stringify(call);
  return text.length > RECORD_CHARACTERS_MAX ? undefined : text;
}

/** A settlement always has a text: what the vendor said is left out when it cannot be written down or has no end. */
export function settlementText(call: CallRecord, log: Log): string {
  const text = textOrUndefined(call);
  if (text !== undefined && text.length <= RECORD_CHARACTERS_MAX) return text;
  log('error', 'journal.vendor_usage_dropped', { callId: call.callId, characters: text?.length ?? null });
  return JSON.stringify({ ...call, vendorUsage: null });
}

function textOrUndefined(call: CallRecord): string | undefined {
  try {
    return JSON.stringify(call);
  } catch {
    return undefined;
  }
}

const CALL_ID_START = '{"callId":"';

/** The call's id from its text; parses only when the id does not stand first, as it does in all that this house writes. */
export function callIdOfText(text: string): string {
  if (text.startsWith(CALL_ID_START)) {
    const end = text.indexOf('"', CALL_ID_START.length);
    if (end !== -1) return text.slice(CALL_ID_START.length, end);
  }
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === 'object' && parsed !== null && 'callId' in parsed && typeof parsed.callId === 'string') {
    return parsed.callId;
  }
  throw new Error('A journal record has no callId.');
}
