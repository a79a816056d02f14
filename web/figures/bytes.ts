const SHORT = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;

/** 512 bytes, 1.2 kB, 64 MB: thousands, as disks count. */
export function bytesInWords(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${SHORT.format(bytes / 1000 ** power)} ${UNITS[power] ?? 'bytes'}`;
}
