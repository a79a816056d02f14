import type { DataClass } from '../../domain/detection/data-class.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { MediaKind } from '../../domain/policy/policy-facts.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { Gateway } from '../gateway.ts';
import type { CleanUnits } from '../inspection/clean-units.ts';

/** What answering for calls that others make needs of the house. */
export type AskedHouse = Pick<
  Gateway,
  | 'gatewayId'
  | 'snapshots'
  | 'inspector'
  | 'protectionDigest'
  | 'bytesDigest'
  | 'sha256'
  | 'approvalDesk'
  | 'localTime'
  | 'clock'
  | 'chance'
  | 'log'
> & {
  /** Of asked texts alone: their bytes are not those of bodies. */
  readonly cleanUnits: CleanUnits;
  /** Takes the record of a refusal, as the journal does. */
  readonly settle: (record: CallRecord) => void;
};

/** A call that somebody else would make, as far as they told it. */
export type AskedCall = {
  readonly grant: KeyGrant;
  /** Undefined: the default of the key. */
  readonly useCaseId: string | undefined;
  /** Null: the first of the use case's stack. */
  readonly model: string | null;
  readonly templateId: string | null;
  readonly dataClass: DataClass | null;
  readonly purpose: string | null;
  readonly clientName: string | null;
  readonly texts: readonly string[];
  readonly media: readonly MediaKind[];
  /** Names the conversation, so that a value keeps its placeholder; null: its first text does. */
  readonly conversation: string | null;
};
