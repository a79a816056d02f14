import { MAPPING_WORDS } from '../words/mapping-words.ts';
import type { Mapping } from './mapping-texts.ts';

const WORDS = MAPPING_WORDS.faults;
const SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

/** What a mapping lacks, at its fields. */
export type MappingFaults = { readonly [Field in 'what' | 'subject' | 'at']?: string };

export function faultsOfMapping({ what, subject, at }: Mapping): MappingFaults {
  return {
    ...(SLUG.test(what.trim()) ? {} : { what: WORDS.what }),
    ...(subject.trim() === '' ? { subject: WORDS.subject } : {}),
    ...(at.trim() === '' ? { at: WORDS.at } : {}),
  };
}
