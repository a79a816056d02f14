import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { useNow } from '../states/use-now.ts';
import { RECOGNITION_WORDS } from '../words/recognition-words.ts';
import { REVIEW_WORDS } from '../words/review-words.ts';
import { PermissionTable } from './permission-table.tsx';
import { ProposePanel } from './propose-panel.tsx';
import { TakeForm } from './take-form.tsx';

export type Permission = AnswerOf<'listExportPermissions'>['rows'][number];

const WORDS = REVIEW_WORDS;
const PERMITTED_MAX = 100;

/** Taking recognition to performance reviews: proposed by one, permitted by another, then taken. */
export function ReviewsPage() {
  const mayChange = useMay()('control.write:programmes');
  const approved = useOperation('listExportPermissions', { query: { state: 'approved', limit: PERMITTED_MAX } });
  const proposed = useOperation('listExportPermissions', { query: { state: 'proposed', limit: 1 } });
  const all = usePages('listExportPermissions', 'all', (page, signal) =>
    callOperation('listExportPermissions', { query: { ...page }, signal }),
  );
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      <Together queries={[approved, proposed, all]} lines={12}>
        <Stack gap="md">
          <TextLink to="/recognition">{RECOGNITION_WORDS.title}</TextLink>
          <Panel title={WORDS.standing}>
            <Loaded query={approved} lines={3}>
              {({ rows }) => <Standing permitted={rows} isWaiting={(proposed.data?.rows.length ?? 0) > 0} />}
            </Loaded>
          </Panel>
          <Panel title={WORDS.list} note={WORDS.listNote} flush>
            <Paged query={all} empty={<Empty title={WORDS.none} />}>
              {(rows) => <PermissionTable rows={rows} />}
            </Paged>
          </Panel>
          {mayChange ? <ProposePanel /> : null}
        </Stack>
      </Together>
    </Page>
  );
}

/** In force before coming before waiting: what can be done now stands first. */
function Standing({
  permitted,
  isWaiting,
}: {
  readonly permitted: readonly Permission[];
  readonly isWaiting: boolean;
}) {
  const mayChange = useMay()('control.write:programmes');
  const nowMs = useNow();
  const timed = permitted.flatMap(({ startsAt, endsAt }) =>
    startsAt === null || endsAt === null ? [] : [{ startsAt, endsAt }],
  );
  const inForce = timed.find(({ startsAt, endsAt }) => Date.parse(startsAt) <= nowMs && nowMs < Date.parse(endsAt));
  if (inForce !== undefined)
    return (
      <Stack gap="md">
        <Text size="sm">{WORDS.inForce(momentInWords({ at: inForce.endsAt, day: true }))}</Text>
        {mayChange ? (
          <TakeForm />
        ) : (
          <Text size="sm" c="dimmed">
            {WORDS.notYours}
          </Text>
        )}
      </Stack>
    );
  const coming = timed.find(({ startsAt }) => Date.parse(startsAt) > nowMs);
  if (coming !== undefined)
    return <Text size="sm">{WORDS.coming(momentInWords({ at: coming.startsAt, day: true }))}</Text>;
  return <Empty title={isWaiting ? WORDS.waiting : WORDS.off}>{isWaiting ? undefined : WORDS.offWhy}</Empty>;
}
