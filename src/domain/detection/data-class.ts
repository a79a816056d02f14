/** How much harm it does when text gets out, from none to grave. Each text has exactly one class, its worst. */
export const DATA_CLASSES = ['public', 'internal', 'confidential', 'restricted'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

export function worseOf(one: DataClass, other: DataClass): DataClass {
  return isAbove(one, other) ? one : other;
}

/** True when `one` is strictly more sensitive than `other`. */
export function isAbove(one: DataClass, other: DataClass): boolean {
  return DATA_CLASSES.indexOf(one) > DATA_CLASSES.indexOf(other);
}
