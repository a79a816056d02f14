import { STATE_WORDS } from '../words/state-words.ts';

const SHOWN = 4;

/** The first few of a list, and how many more: a row of a table stays a row. The rest unfolds. */
export function Some({ of }: { readonly of: readonly string[] }) {
  // One more takes no more room than to say that there is one.
  if (of.length <= SHOWN + 1) return of.join(', ');
  return (
    <details>
      <summary>
        {of.slice(0, SHOWN).join(', ')} {STATE_WORDS.andMore(of.length - SHOWN)}
      </summary>
      {of.slice(SHOWN).join(', ')}
    </details>
  );
}
