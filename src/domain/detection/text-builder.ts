/** Puts a text together from stretches and single units. Single units are joined in eights: one by one costs ten times as much. */
export type TextBuilder = {
  readonly addUnit: (unit: number) => void;
  readonly addText: (text: string) => void;
  readonly length: () => number;
  readonly finish: () => string;
};

const BATCH = 8;

export function createTextBuilder(): TextBuilder {
  let text = '';
  let count = 0;
  const held = new Uint16Array(BATCH);
  const flush = () => {
    if (count === BATCH) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = held;
      text += String.fromCharCode(a, b, c, d, e, f, g, h);
    } else for (let at = 0; at < count; at += 1) text += String.fromCharCode(held[at] ?? 0);
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
