import { FACT_ATTRIBUTES } from '../../domain/policy/fact-attributes.ts';

/** What rules can ask about a call, for people who write them. */
export function listFacts(): readonly { readonly path: string; readonly type: string; readonly meaning: string }[] {
  return FACT_ATTRIBUTES.map(({ path, type, isOptional, meaning }) => ({
    path,
    type: isOptional ? `${type}, may be missing` : type,
    meaning,
  }));
}
