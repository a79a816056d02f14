import { DATA_CLASSES, type DataClass, isAbove, worseOf } from './data-class.ts';

/** The class of what a call sends, and which of the three said so. */
export type Classification = {
  readonly dataClass: DataClass;
  readonly decidedBy: 'finding' | 'use_case' | 'declared';
  /** The type that decided; null unless a finding did. */
  readonly findingType: string | null;
  /** The class without the findings: what is left once all of them are redacted. */
  readonly baseClass: DataClass;
};

/**
 * The worst of what was found, of the least class that the use case's texts have, and of what the caller declared. A
 * declaration can raise the class and never lower it. Of equals the use case is named before the declaration, and both
 * before a finding.
 */
export function classify(given: {
  readonly findingTypes: readonly string[];
  readonly classOf: (type: string) => DataClass;
  readonly floor: DataClass;
  readonly declared: DataClass | null;
}): Classification {
  const { findingTypes, classOf, floor, declared } = given;
  const baseClass = declared === null ? floor : worseOf(floor, declared);
  let dataClass = baseClass;
  let findingType: string | null = null;
  for (const type of findingTypes) {
    const found = classOf(type);
    if (!isAbove(found, dataClass)) continue;
    dataClass = found;
    findingType = type;
  }
  if (findingType !== null) return { dataClass, decidedBy: 'finding', findingType, baseClass };
  return { dataClass, decidedBy: isAbove(baseClass, floor) ? 'declared' : 'use_case', findingType, baseClass };
}

/** What nobody declared is internal where a use case takes internal content, and else the least that it takes. */
export function floorOf(allowed: readonly DataClass[]): DataClass {
  if (allowed.includes('internal')) return 'internal';
  return DATA_CLASSES.find((dataClass) => allowed.includes(dataClass)) ?? 'internal';
}
