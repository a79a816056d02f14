/** Puts a text together from stretches and single units. Single units are joined by the thousand: one by one costs ten times as much. */
export type TextBuilder = {
  readonly addUnit: (unit: number) => void;
  readonly addText: (text: string) => void;
  readonly length: () => number;
  readonly finish: () => string;
};

const BATCH = 1024;
/** Of so few each is joined by itself. */
const FEW = 4;

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
      held[count] = unit;
      count += 1;
      if (count === BATCH) flush();
    },
    addText: (more) => {
      flush();
      text += more;
    },
    length: () => text.length + count,
    finish: () => {
      flush();
      return text;
    },
  };
}
