export type MigrationRefusalCode =
  | 'bad-file-name'
  | 'numbering-gap'
  | 'changed-file'
  | 'store-is-newer'
  | 'failed-file';

/** Says in words why the store's schema was left as it was; thrown, since a gateway cannot serve on another schema. */
export class MigrationRefusal extends Error {
  readonly code: MigrationRefusalCode;

  constructor(code: MigrationRefusalCode, why: string, cause?: unknown) {
    super(why, cause === undefined ? undefined : { cause });
    this.name = 'MigrationRefusal';
    this.code = code;
  }
}
