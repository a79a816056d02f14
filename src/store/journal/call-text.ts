import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import { createCallTable } from '../../domain/usage/call-table.ts';
import type { Log } from '../../ports/log.ts';
import { createAdmissionLine } from './admission-line.ts';
import type { RecordText } from './frame-buffer.ts';
import { charactersOf } from './frame-buffer.ts';
import { sameAdmission } from './same-admission.ts';
import { settlementLine } from './settlement-line.ts';

/** A record's text may not be longer: three bytes a character and a frame's header still fit into a frame. */
const RECORD_CHARACTERS_MAX = 2 * 1024 * 1024;
/** Texts of calls under way that are kept for their settlement; about 1.2 kB each. */
const TEXTS_MAX = 16_384;

type Admission = { readonly call: AdmittedCall; readonly text: string };

export type CallTexts = {
  /** Undefined for an admission too long for a frame: it is refused. */
  readonly admission: (call: AdmittedCall) => string | undefined;
  /** A settlement always has a text: what the vendor said is left out when it cannot be written down or has no end. */
  readonly settlement: (call: CallRecord) => RecordText;
};

/**
 * Writes records down as JSON. This is most of what the journal costs, so the first two thirds of a settlement, which are
 * its admission again, are taken over as text when nothing in them changed.
 */
export function createCallTexts(log: Log): CallTexts {
  const admissions = createCallTable<Admission>();
  const admissionLine = createAdmissionLine();

  function admission(call: AdmittedCall): string | undefined {
    const text = admissionLine(call);
    if (text.length > RECORD_CHARACTERS_MAX) return undefined;
    if (admissions.size() >= TEXTS_MAX) admissions.clear();
    admissions.set(call.callId, { call, text });
    return text;
  }

  function settlement(call: CallRecord): RecordText {
    const admitted = admissions.take(call.callId);
    const start = admitted !== undefined && sameAdmission(admitted.call, call) ? admitted.text : admissionLine(call);
    const rest = lineOrUndefined(call);
    const characters = rest === undefined ? null : charactersOf({ start, rest });
    if (characters !== null && characters <= RECORD_CHARACTERS_MAX) return { start, rest };
    log('error', 'journal.vendor_usage_dropped', { callId: call.callId, characters });
    return { start, rest: settlementLine({ ...call, vendorUsage: null }) };
  }

  return { admission, settlement };
}

function lineOrUndefined(call: CallRecord): string | undefined {
  try {
    return settlementLine(call);
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
