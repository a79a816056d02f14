export type BackupRefusalCode =
  | 'not-a-backup'
  | 'not-whole'
  | 'changed'
  | 'other-backup'
  | 'unsupported-schema'
  | 'target-exists'
  | 'store-not-empty'
  | 'other-program'
  | 'not-as-announced';

/** Says in words why a backup was not taken or not restored; the store is as it was before. */
export class BackupRefusal extends Error {
  readonly code: BackupRefusalCode;

  constructor(code: BackupRefusalCode, why: string, cause?: unknown) {
    super(why, cause === undefined ? undefined : { cause });
    this.name = 'BackupRefusal';
    this.code = code;
  }
}
