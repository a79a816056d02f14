import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Together } from '../states/together.tsx';
import { NOTICE_WORDS } from '../words/notice-words.ts';
import { ChannelsPanel } from './channels-panel.tsx';
import { DigestsPanel } from './digests-panel.tsx';

type Notice = AnswerOf<'listNotices'>['rows'][number];
type Delivery = Notice['deliveries'][number];

const WORDS = NOTICE_WORDS;
const TONES: Readonly<Record<Delivery['state'], Tone>> = { waiting: 'plain', sent: 'good', dead: 'stop' };
const route = getRouteApi('/notices');

/** The ways out, what was told, and what became of each delivery. */
export function NoticesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayPreview = useMay()('control.read:usage');
  const channels = useOperation('listNoticeChannels', {});
  const notices = usePages('listNotices', search, (page, signal) =>
    callOperation('listNotices', { query: { ...withoutNothing(search), ...page }, signal }),
  );
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      <Together queries={[channels, notices]} lines={8}>
        <Stack gap="md">
          <ChannelsPanel channels={channels} />
          <div className="filter-bar no-print">
            <FilterSelect
              label={WORDS.state}
              all={WORDS.all}
              options={WORDS.states}
              value={search.state}
              onTake={(state) => void navigate({ search: { ...search, state }, replace: true })}
            />
            <FilterSelect
              label={WORDS.kindLabel}
              all={WORDS.all}
              options={WORDS.kinds}
              value={search.kind}
              onTake={(kind) => void navigate({ search: { ...search, kind }, replace: true })}
            />
          </div>
          <Panel
            title={WORDS.list}
            note={WORDS.listNote}
            flush
            action={<RowsExport of="exportNoticesCsv" request={{ query: withoutNothing(search) }} />}
          >
            <Paged query={notices} empty={<Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>}>
              {(rows) => <NoticeTable notices={rows} />}
            </Paged>
          </Panel>
          {mayPreview ? <DigestsPanel /> : null}
        </Stack>
      </Together>
    </Page>
  );
}

function withoutNothing({ state, kind }: ReturnType<typeof route.useSearch>) {
  return { ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }) };
}

function NoticeTable({ notices }: { readonly notices: readonly Notice[] }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.raised}</th>
          <th>{WORDS.what}</th>
          <th>{WORDS.deliveries}</th>
        </tr>
      </thead>
      <tbody>
        {notices.map((notice) => (
          <tr key={notice.id}>
            <td>
              <Moment at={notice.raisedAt} />
              <Text size="xs" c="dimmed">
                {WORDS.kinds[notice.kind]}
                {notice.pages ? ` · ${WORDS.pages}` : ''}
              </Text>
            </td>
            <td data-label={WORDS.what}>
              <span>
                <Text size="sm" fw={500} dir="auto">
                  {notice.subject}
                </Text>
                <Text size="xs" c="dimmed" maw={440} dir="auto">
                  {notice.words}
                </Text>
              </span>
            </td>
            <td data-label={WORDS.deliveries}>
              <Deliveries notice={notice} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Deliveries({ notice: { id, deliveries } }: { readonly notice: Notice }) {
  const mayRetry = useMay()('control.write:budgets');
  if (deliveries.length === 0)
    return (
      <Text span size="sm" c="dimmed">
        {WORDS.nowhere}
      </Text>
    );
  return (
    <ul className="line-list">
      {deliveries.map((delivery) => (
        <li key={delivery.channel}>
          <Mark tone={TONES[delivery.state]}>{WORDS.states[delivery.state]}</Mark> {delivery.channel}
          <Text size="xs" c="dimmed">
            {WORDS.tries(delivery.attempts)}
            {delivery.state === 'waiting' ? (
              <>
                {` · ${WORDS.next} `}
                <Moment at={delivery.notBefore} />
              </>
            ) : null}
            {delivery.lastError === null ? null : ` · ${delivery.lastError}`}
          </Text>
          {delivery.state === 'dead' && mayRetry ? (
            <ReasonButton
              plain
              label={WORDS.retry}
              note={WORDS.retryNote}
              changes={['listNotices']}
              carryOut={(_reason, idempotencyKey) =>
                callOperation('retryNotice', { body: { id, channel: delivery.channel }, idempotencyKey })
              }
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
