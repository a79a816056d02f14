const PATTERN = /^segment-(\d{16})\.log$/;

/** `segment-0001790000000000.log`: sixteen digits, so that names sort as numbers do. */
export function segmentFileName(number: number): string {
  return `segment-${String(number).padStart(16, '0')}.log`;
}

/** The number in a segment's name; undefined for every other file of the directory. */
export function segmentNumber(fileName: string): number | undefined {
  const digits = PATTERN.exec(fileName)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
