/** A short text for each number from 0, in a fixed stretch of memory: the column beside a table of `createTextNumbers`. */
export type TextColumn = {
  readonly set: (number: number, text: string) => void;
  /** What was set last for this number; empty where nothing was. */
  readonly read: (number: number) => string;
  readonly clear: () => void;
};

const ASCII_MAX = 0x7f;

/** A text that is longer than `lengthMax`, or not ASCII, stands in a map beside it. */
export function createTextColumn(limits: { readonly textsMax: number; readonly lengthMax: number }): TextColumn {
  const lengthMax = Math.min(limits.lengthMax, 255);
  const width = lengthMax + 1;
  const bytes = new Uint8Array(limits.textsMax * width);
  const beside = new Map<number, string>();

  const write = (number: number, text: string): boolean => {
    if (text.length > lengthMax) return false;
    const from = number * width;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > ASCII_MAX) return false;
      bytes[from + 1 + at] = unit;
    }
    bytes[from] = text.length;
    return true;
  };

  return {
    set: (number, text) => {
      if (!write(number, text)) beside.set(number, text);
      else if (beside.size > 0) beside.delete(number);
    },
    read: (number) => {
      const known = beside.size === 0 ? undefined : beside.get(number);
      if (known !== undefined) return known;
      const from = number * width;
      // As a list of arguments: spread out, it would be gone through one by one, which takes six times as long.
      const text: string = Reflect.apply(
        String.fromCharCode,
        null,
        bytes.subarray(from + 1, from + 1 + (bytes[from] ?? 0)),
      );
      return text;
    },
    clear: () => {
      bytes.fill(0);
      beside.clear();
    },
  };
}
