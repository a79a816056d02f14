import { namesOf } from '../filters/filter-select.tsx';
import { readTexts } from '../filters/read-texts.ts';
import { TRANSFER_WORDS } from '../words/transfer-words.ts';

export type TransferSearch = {
  readonly state?: keyof typeof TRANSFER_WORDS.states | undefined;
  readonly kind?: keyof typeof TRANSFER_WORDS.kinds | undefined;
  /** The reader's own budget that the form begins with. */
  readonly envelope?: string | undefined;
};

/** What the address says; anything else is as if nothing stood there. */
export function readTransferSearch(search: Readonly<Record<string, unknown>>): TransferSearch {
  const state = namesOf(TRANSFER_WORDS.states).find((name) => name === search['state']);
  const kind = namesOf(TRANSFER_WORDS.kinds).find((name) => name === search['kind']);
  return {
    ...readTexts(search, ['envelope']),
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
  };
}
