/** One file of an archive, whole: whoever makes long ones makes several. */
export type ArchiveFile = {
  /** With folders, at most 100 characters of ASCII. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly atMs: number;
};

/** Writes files into one archive as they come. It holds one file at a time. */
export type ArchiveWriter = (files: AsyncIterable<ArchiveFile>) => AsyncIterable<Uint8Array>;
