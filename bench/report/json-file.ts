/** JSON as this repository's formatter wants it: two spaces, short lists on one line, three decimals are enough. */
export function jsonFile(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) => rounded(each), 2);
  const onOneLine = text.replace(
    /\[\s+([^[\]{}]*?)\s+\]/g,
    (_, items: string) => `[${items.replace(/\s*\n\s*/g, ' ')}]`,
  );
  return `${onOneLine}\n`;
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' && Number.isFinite(value) ? Number(value.toFixed(3)) : value;
}
