export const PACK_FORMAT = 'tokenward-evidence-pack-v1';

/** Files that every pack has, by their names in its folder. */
export const PACK_FILES = {
  readme: 'README.txt',
  publicKey: 'public-key.pem',
  checkpoint: 'checkpoint.json',
  manifest: 'manifest.json',
  sums: 'SHA256SUMS',
  /** Ed25519 over the bytes of the sums: 64 bytes, as openssl reads them. */
  signature: 'SHA256SUMS.sig',
  calls: 'calls.csv',
} as const;

/** The trail stands in parts, so that nothing has to be held whole: joined in order they are the export. */
export const TRAIL_FOLDER = 'trail/';

/** A file of the pack, as its sums name it. */
export type PackFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** One part of the evidence, with what was asked for it and when. */
export type PackSection = {
  readonly title: string;
  /** What its rows are, in a sentence. */
  readonly what: string;
  /** Which rows were asked for, in words. */
  readonly asked: string;
  /** The route of the control API that shows the same; null where none does. */
  readonly alsoAt: string | null;
  readonly askedAtMs: number;
  readonly rows: number;
  readonly files: readonly PackFile[];
};

export type PackManifest = {
  readonly format: string;
  readonly packId: string;
  /** The name of the installation. */
  readonly origin: string;
  /** Of the key that signed the sums; it is the key of the trail's checkpoints. */
  readonly keyId: string;
  readonly fromMs: number;
  /** Exclusive; never later than when the pack was made. */
  readonly toMs: number;
  readonly madeAtMs: number;
  /** `person:ruth`, `service_account:audit`. */
  readonly madeBy: string;
  readonly sections: readonly PackSection[];
};

/** The sums as `sha256sum -c` reads them. They begin with a hex digit, so no checkpoint can ever be taken for them. */
export function sumsText(files: readonly PackFile[]): string {
  return files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join('');
}

const SUM_LINE = /^([0-9a-f]{64}) [ *](.{1,255})$/;

/** By the name of the file; undefined where a line is none of a list of sums, or a name stands twice. */
export function readSums(text: string): ReadonlyMap<string, string> | undefined {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, sum, name] = SUM_LINE.exec(line) ?? [];
    if (sum === undefined || name === undefined || sums.has(name)) return undefined;
    sums.set(name, sum);
  }
  return sums;
}

/** Moments as people and other programs read them. */
export function manifestText(manifest: PackManifest): string {
  const { fromMs, toMs, madeAtMs, sections, ...rest } = manifest;
  const shown = {
    ...rest,
    ...{ from: isoOf(fromMs), to: isoOf(toMs), madeAt: isoOf(madeAtMs) },
    sections: sections.map(({ askedAtMs, ...section }) => ({ ...section, askedAt: isoOf(askedAtMs) })),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

export function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
