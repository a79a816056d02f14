import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useWrite } from '../request/use-write.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { HANDLING_WORDS } from '../words/protection-words.ts';

type Report = AnswerOf<'readReport'>;

const route = getRouteApi('/reports');
const CHARACTERS_MAX = 4_000;
const TONES: Readonly<Record<Report['state'], Tone>> = { received: 'warn', looked_at: 'plain', closed: 'good' };

/** What people reported, to be looked at and answered. */
export function HandlingPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = search.state === undefined ? {} : { state: search.state };
  const reports = usePages('listReports', { query }, (page, signal) =>
    callOperation('listReports', { query: { ...query, ...page }, signal }),
  );
  return (
    <Page title={HANDLING_WORDS.title} lead={HANDLING_WORDS.lead}>
      <div className="filter-bar no-print">
        <FilterSelect
          label={HANDLING_WORDS.state}
          all={HANDLING_WORDS.all}
          options={HANDLING_WORDS.options}
          value={search.state}
          onTake={(state) => void navigate({ search: { state }, replace: true })}
        />
      </div>
      <Panel title={HANDLING_WORDS.list} flush action={<RowsExport of="exportReportsCsv" request={{ query }} />}>
        <Paged query={reports} empty={<Empty title={HANDLING_WORDS.none}>{HANDLING_WORDS.noneWhy}</Empty>}>
          {(rows) => (
            <ul className="line-list inset">
              {rows.map((report) => (
                <li key={report.id} className="decision">
                  <ReportLine report={report} />
                </li>
              ))}
            </ul>
          )}
        </Paged>
      </Panel>
    </Page>
  );
}

function ReportLine({ report }: { readonly report: Report }) {
  const may = useMay();
  const [isAnswering, setAnswering] = useState(false);
  const take = useWrite({
    carryOut: (_input, idempotencyKey) =>
      callOperation('handleReport', { params: { id: report.id }, body: { state: 'looked_at' }, idempotencyKey }),
    changes: ['listReports'],
  });
  const isOpen = report.state !== 'closed' && may('control.write:protection');
  return (
    <div className="line line-top">
      <Stack gap={4}>
        <Group gap="xs" fz="sm">
          <Mark tone={report.about === 'misuse' ? 'stop' : 'plain'}>{HANDLING_WORDS.abouts[report.about]}</Mark>
          <Mark tone={TONES[report.state]}>{HANDLING_WORDS.states[report.state]}</Mark>
          {report.reporterId === null ? HANDLING_WORDS.unnamed : <PersonLink id={report.reporterId} />}
          <Moment at={report.createdAt} c="dimmed" />
        </Group>
        <Text size="sm" dir="auto" className="prose">
          {report.words}
        </Text>
        {report.callId === null && report.handledBy === null ? null : (
          <Text size="xs" c="dimmed">
            {report.callId === null ? '' : `${HANDLING_WORDS.call(report.callId)}. `}
            {report.handledBy === null ? '' : HANDLING_WORDS.handledBy(report.handledBy)}
          </Text>
        )}
        {report.answer === null ? null : (
          <Text size="sm" c="dimmed" dir="auto">
            {HANDLING_WORDS.answered(report.answer)}
          </Text>
        )}
        {take.error === null ? null : <Trouble error={take.error} />}
        {isAnswering ? <AnswerReport id={report.id} onDone={() => setAnswering(false)} /> : null}
      </Stack>
      {isOpen && !isAnswering ? (
        <Group gap="xs" wrap="nowrap" className="line-end">
          {report.state === 'received' ? (
            <Button size="compact-sm" variant="default" loading={take.isPending} onClick={() => take.mutate()}>
              {HANDLING_WORDS.take}
            </Button>
          ) : null}
          <Button size="compact-sm" variant="default" onClick={() => setAnswering(true)}>
            {HANDLING_WORDS.close}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}

function AnswerReport({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const [answer, setAnswer] = useState('');
  const close = useWrite({
    carryOut: (_input, idempotencyKey) => {
      const body = { state: 'closed', answer: answer.trim() === '' ? null : answer.trim() } as const;
      return callOperation('handleReport', { params: { id }, body, idempotencyKey });
    },
    changes: ['listReports'],
    done: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    close.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw={620} mt={6}>
        {close.error === null ? null : <Trouble error={close.error} />}
        <Textarea
          label={HANDLING_WORDS.answer}
          description={HANDLING_WORDS.answerHelp}
          value={answer}
          autosize
          minRows={2}
          maxLength={CHARACTERS_MAX}
          dir="auto"
          autoFocus
          onChange={(event) => setAnswer(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={close.isPending}>
            {HANDLING_WORDS.save}
          </Button>
          <Button variant="subtle" color="gray" onClick={onDone}>
            {HANDLING_WORDS.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
