export type EmbeddedPostgresRefusalCode =
  | 'package-missing'
  | 'binaries-unusable'
  | 'cache-unsafe'
  | 'not-a-data-directory'
  | 'other-major'
  | 'foreign-owner'
  | 'mount-point'
  | 'initialise-failed'
  | 'still-in-use'
  | 'start-failed'
  | 'stop-failed';

/** Says in words why the embedded store cannot run here and what to do; thrown, since a start has nothing to fall back on. */
export class EmbeddedPostgresRefusal extends Error {
  readonly code: EmbeddedPostgresRefusalCode;

  constructor(code: EmbeddedPostgresRefusalCode, why: string, cause?: unknown) {
    super(why, cause === undefined ? undefined : { cause });
    this.name = 'EmbeddedPostgresRefusal';
    this.code = code;
  }
}
