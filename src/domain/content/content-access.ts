import { type ContentHead, type ContentScope, isWithin } from './content-scope.ts';

export const READING_PURPOSES = ['incident', 'abuse', 'quality', 'legal', 'subject_request', 'debugging'] as const;
export type ReadingPurpose = (typeof READING_PURPOSES)[number];

/** Somebody's wish to read content, what became of it, and until when it holds. */
export type ContentAccess = ContentScope & {
  readonly id: string;
  readonly requesterKind: 'person' | 'service_account';
  readonly requesterId: string;
  readonly purpose: ReadingPurpose;
  readonly reason: string;
  /** How long it holds, from the moment it is granted. */
  readonly minutes: number;
  readonly state: 'waiting' | 'granted' | 'refused';
  /** Who granted or refused; null where no second person was needed. */
  readonly secondPersonId: string | null;
  readonly decidedAtMs: number | null;
  readonly grantedUntilMs: number | null;
  readonly decisionReason: string | null;
};

/** One reading, kept longer than what was read. */
export type ContentReading = {
  readonly id: string;
  readonly recordId: string;
  readonly callId: string;
  readonly accessId: string;
  readonly ownerKind: 'person' | 'service_account';
  readonly ownerId: string;
  readonly readerKind: 'person' | 'service_account';
  readonly readerId: string;
  readonly purpose: ReadingPurpose;
  readonly readAtMs: number;
};

/** From this tier on nobody reads alone. */
const SECOND_PERSON_FROM_TIER = 3;

export function needsSecondPerson(heads: readonly Pick<ContentHead, 'tier'>[]): boolean {
  return heads.some(({ tier }) => tier >= SECOND_PERSON_FROM_TIER);
}

/** Why an access does not let this reader read this record at this moment; undefined when it does. */
export function whyNotReadable(
  access: ContentAccess,
  question: {
    readonly reader: Pick<ContentAccess, 'requesterKind' | 'requesterId'>;
    readonly head: ContentHead;
    readonly nowMs: number;
  },
): string | undefined {
  const { reader, head, nowMs } = question;
  if (access.requesterId !== reader.requesterId || access.requesterKind !== reader.requesterKind) {
    return 'The access was given to somebody else.';
  }
  if (access.state !== 'granted') return `The access is ${access.state === 'waiting' ? 'not granted yet' : 'refused'}.`;
  if (access.grantedUntilMs === null || access.grantedUntilMs <= nowMs) return 'The access has ended. Ask again.';
  if (!isWithin(access, head)) return 'The record is not within the access.';
  if (needsSecondPerson([head]) && access.secondPersonId === null) {
    return `The record is of tier ${head.tier}, and nobody read the request beside you. Ask again, and have it approved.`;
  }
  return undefined;
}
