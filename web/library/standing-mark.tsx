import type { AnswerOf } from '../../src/contract/routes.ts';
import { Mark } from '../states/mark.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';

type Asset = Pick<AnswerOf<'readLibraryAsset'>, 'standing' | 'status'>;

/** What can be done with it: approved, published without that, or not yet anything for others. */
export function StandingMark({ asset: { standing, status } }: { readonly asset: Asset }) {
  const { inUse, draft } = standing;
  if (status === 'deprecated') return <Mark tone="warn">{LIBRARY_WORDS.deprecated}</Mark>;
  if (draft !== null && draft.state !== 'draft')
    return <Mark tone={draft.state === 'waiting' ? 'warn' : 'stop'}>{LIBRARY_WORDS.standings[draft.state]}</Mark>;
  if (inUse === null) return <Mark tone="plain">{LIBRARY_WORDS.standings.draft}</Mark>;
  return inUse.isApproved ? (
    <Mark tone="good">{LIBRARY_WORDS.standings.approved}</Mark>
  ) : (
    <Mark tone="plain">{LIBRARY_WORDS.standings.published}</Mark>
  );
}
