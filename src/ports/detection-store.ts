/** Hashed entries, four words each: high and low half of the hash, and the small hashes of first word and whole. */
export const WORDS_PER_ENTRY = 4;

export type BuiltDictionary = {
  readonly entries: number;
  readonly slots: Uint32Array<ArrayBuffer>;
  readonly beginnings: Uint32Array<ArrayBuffer>;
};

/** The entries of dictionaries, as keyed hashes alone, in parts as they were uploaded and built as they are searched. */
export type DetectionStore = {
  /** Keeps a part of an upload; the same part again replaces it. */
  readonly putPart: (part: {
    readonly dictionaryId: string;
    readonly uploadId: string;
    readonly part: number;
    readonly hashes: Uint32Array;
  }) => Promise<void>;
  /** Every part of an upload; `withKept`: and of those that were kept before. */
  readonly parts: (of: {
    readonly dictionaryId: string;
    readonly uploadId: string;
    readonly withKept: boolean;
  }) => AsyncIterable<Uint32Array>;
  /** Marks the parts of an upload as those of the dictionary; what is not kept is forgotten after two days. */
  readonly keepParts: (of: { readonly dictionaryId: string; readonly uploadId: string }) => Promise<void>;
  readonly dropUnfinished: () => Promise<void>;
  /** Forgets the kept parts of a dictionary but those of one upload; null: every part. */
  readonly dropParts: (of: { readonly dictionaryId: string; readonly exceptUploadId: string | null }) => Promise<void>;
  readonly putBuilt: (
    built: BuiltDictionary & { readonly dictionaryId: string; readonly version: number },
  ) => Promise<void>;
  readonly readBuilt: (of: {
    readonly dictionaryId: string;
    readonly version: number;
  }) => Promise<BuiltDictionary | undefined>;
  /** Forgets built versions before this one. */
  readonly dropBuilt: (of: { readonly dictionaryId: string; readonly beforeVersion: number }) => Promise<void>;
};
