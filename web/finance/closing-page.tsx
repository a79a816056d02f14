import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { addressOf } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { AdjustmentForm } from './adjustment-form.tsx';
import { CallsFigure } from './calls-link.tsx';
import { CloseForm } from './close-form.tsx';
import { periodInWords } from './periods.ts';
import { SharedPanel } from './shared-panel.tsx';

type Close = AnswerOf<'listCloses'>['rows'][number];

const WORDS = FINANCE_WORDS.closing;

/** Months that are closed for ever, closing the next, and what comes afterwards. */
export function ClosingPage() {
  const may = useMay();
  const closes = useOperation('listCloses', {});
  const shared = useOperation('listSharedCosts', {});
  const mayClose = may('finance:finance');
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      <Together queries={[closes, shared]} lines={14}>
        <Loaded query={closes} lines={10}>
          {({ rows }) => (
            <Stack gap="md">
              <Panel
                title={WORDS.months}
                note={WORDS.monthsNote}
                flush={rows.length > 0}
                action={rows.length === 0 ? undefined : <RowsExport of="exportClosesCsv" request={{}} />}
              >
                {rows.length === 0 ? (
                  <Empty title={WORDS.none}>{mayClose ? WORDS.noneWhy : WORDS.noneYet}</Empty>
                ) : (
                  <CloseTable rows={rows} />
                )}
              </Panel>
              {mayClose ? (
                <div className="grid-two">
                  <CloseForm closed={rows.map(({ month }) => month)} />
                  {rows.length === 0 ? null : <AdjustmentForm closed={rows.map(({ month }) => month)} />}
                </div>
              ) : null}
              <SharedPanel shared={shared} mayChange={mayClose} />
            </Stack>
          )}
        </Loaded>
      </Together>
    </Page>
  );
}

function CloseTable({ rows }: { readonly rows: readonly Close[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.month}</th>
            <th className="number">{WORDS.cost}</th>
            <th className="number">{WORDS.lines}</th>
            <th className="number">{WORDS.unpriced}</th>
            <th>{WORDS.closedAt}</th>
            <th>{WORDS.by}</th>
            <th>{WORDS.digest}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((close) => (
            <tr key={close.month}>
              <td>{periodInWords(close.month)}</td>
              <td className="number" data-label={WORDS.cost}>
                <TextLink
                  to="/spending"
                  search={{ period: close.month }}
                  inherit
                  aria-label={WORDS.rowsOf(periodInWords(close.month))}
                >
                  {decimalDollars(close.costDollars)}
                </TextLink>
              </td>
              <td className="number" data-label={WORDS.lines}>
                <a
                  href={addressOf('exportRatedRowsCsv', { query: { period: close.month } })}
                  download={`rows-${close.month}.csv`}
                  className="text-button"
                  aria-label={`${WORDS.linesOf(periodInWords(close.month))}: ${count(close.lines)}`}
                >
                  {count(close.lines)}
                </a>
              </td>
              <td className="number" data-label={WORDS.unpriced}>
                <CallsFigure
                  search={{}}
                  months={{ first: close.month, last: close.month }}
                  only="unpriced"
                  value={count(close.callsUnpriced)}
                  calls={close.callsUnpriced}
                />
              </td>
              <td data-label={WORDS.closedAt}>
                <Moment at={close.closedAt} />
              </td>
              <td data-label={WORDS.by}>{close.closedBy}</td>
              <td data-label={WORDS.digest}>
                <CheckedDigest close={close} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const DIGEST_SHOWN = 12;

/** The digest, and on wish whether the lines still hash to it. */
function CheckedDigest({ close }: { readonly close: Close }) {
  const [asked, setAsked] = useState(false);
  const checked = useOperation('readClose', { params: { month: close.month } }, { enabled: asked });
  return (
    <Group gap="xs" wrap="nowrap">
      <Text span size="xs" className="figures" title={close.digest} ff="monospace">
        {close.digest.slice(0, DIGEST_SHOWN)}…
      </Text>
      {checked.data === undefined ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={asked && checked.isFetching}
          onClick={() => (asked ? void checked.refetch() : setAsked(true))}
        >
          {WORDS.check}
        </Button>
      ) : (
        <Mark tone={checked.data.sound ? 'good' : 'stop'}>{checked.data.sound ? WORDS.sound : WORDS.broken}</Mark>
      )}
    </Group>
  );
}
