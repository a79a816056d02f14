import { STATE_WORDS } from '../words/state-words.ts';
import { Empty } from './empty.tsx';
import { Page } from './page.tsx';

/** An address that leads nowhere. */
export function Missing() {
  return (
    <Page title={STATE_WORDS.notFound}>
      <Empty title={STATE_WORDS.notFoundRemedy} />
    </Page>
  );
}
