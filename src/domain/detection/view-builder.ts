import { emptyOffsetMap, goOnAt, THREE_FOR_FOUR, type View } from './offset-map.ts';
import { createTextBuilder } from './text-builder.ts';

/** Makes a view of a source, unit by unit, and keeps where each came from. */
export type ViewBuilder = {
  /** A unit that stands for `width` units of the source, from `start` on. */
  readonly put: (unit: number, start: number, width: number) => void;
  /** The same of a code point, which may take two units. */
  readonly putPoint: (point: number, start: number, width: number) => void;
  /** Three units, of eight bits each, that stand for four of the source from `start` on. */
  readonly putThree: (units: number, start: number) => void;
  /** A stretch of the source as it is. */
  readonly copy: (start: number, end: number) => void;
  readonly length: () => number;
  readonly finish: () => View;
};

export function createViewBuilder(source: View): ViewBuilder {
  const map = emptyOffsetMap();
  const builder = createTextBuilder();
  const put = (unit: number, start: number, width: number) => {
    goOnAt(map, builder.length(), { start, width });
    builder.addUnit(unit);
  };
  return {
    put,
    putPoint: (point, start, width) => {
      if (point < 0x10000) put(point, start, width);
      else if (point <= 0x10ffff) {
        put(0xd800 + ((point - 0x10000) >> 10), start, width);
        put(0xdc00 + ((point - 0x10000) & 0x3ff), start, width);
      }
    },
    putThree: (units, start) => {
      goOnAt(map, builder.length(), { start, width: THREE_FOR_FOUR });
      builder.addThree(units);
    },
    copy: (start, end) => {
      goOnAt(map, builder.length(), { start, width: 1 });
      builder.addStretch(source.text, start, end);
    },
    length: builder.length,
    finish: () => ({ text: builder.finish(), map, source }),
  };
}
