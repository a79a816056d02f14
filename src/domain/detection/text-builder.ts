/** Puts a text together from stretches and single units. Single units are joined by the thousand: one by one costs ten times as much. */
export type TextBuilder = {
  readonly addUnit: (unit: number) => void;
  /** Three units of eight bits each, in one number. */
  readonly addThree: (units: number) => void;
  /** A stretch of a text. */
  readonly addStretch: (text: string, start: number, end: number) => void;
  readonly length: () => number;
  readonly finish: () => string;
};

const BATCH = 1024;
/** Of so few each is joined by itself. */
const FEW = 4;
/** Shorter stretches are taken unit by unit. */
const STRETCH_MIN = 64;

export function createTextBuilder(): TextBuilder {
  let text = '';
  let count = 0;
  const held = new Uint16Array(BATCH);
  const flush = () => {
    if (count > FEW) text += Reflect.apply(String.fromCharCode, null, held.subarray(0, count));
    else for (let at = 0; at < count; at += 1) text += String.fromCharCode(held[at] ?? 0);
    count = 0;
  };
  return {
    addUnit: (unit) => {
      if (count === BATCH) flush();
      held[count] = unit;
      count += 1;
    },
    addThree: (units) => {
      if (count + 3 > BATCH) flush();
      held[count] = units >> 16;
      held[count + 1] = (units >> 8) & 0xff;
      held[count + 2] = units & 0xff;
      count += 3;
    },
    addStretch: (source, start, end) => {
      if (end - start >= STRETCH_MIN) {
        flush();
        text += source.slice(start, end);
        return;
      }
      if (count + end - start > BATCH) flush();
      for (let at = start; at < end; at += 1) held[count + at - start] = source.charCodeAt(at);
      count += end - start;
    },
    length: () => text.length + count,
    finish: () => {
      flush();
      return text;
    },
  };
}
