import { Button, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { useJob } from '../live/live-store.ts';
import { callOperation } from '../request/call-operation.ts';
import { operationQuery, useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Trouble } from '../states/trouble.tsx';
import { PAST_WORDS } from '../words/past-words.ts';
import { FilePanel } from './file-panel.tsx';
import type { Source } from './source-tones.ts';

type Backfill = AnswerOf<'listSourceBackfills'>['rows'][number];

const route = getRouteApi('/sources/$sourceId/past');
const WEEKS_MAX = 26;
/** Beside what is heard of it, for where nothing is heard. */
const ASK_AGAIN_MS = 5_000;
const TONES: Readonly<Record<Backfill['state'], Tone>> = { running: 'warn', done: 'good', failed: 'stop' };

/** A system's past: asked of its API or handed in as a file, with how far it is and what was taken. */
export function PastPage() {
  const { sourceId } = route.useParams();
  const source = useOperation('readSource', { params: { id: sourceId } });
  const title = source.data === undefined ? PAST_WORDS.page : PAST_WORDS.title(source.data.name);
  return (
    <Page title={title} lead={PAST_WORDS.lead}>
      <Stack gap="md">
        <TextLink to="/sources/$sourceId" params={{ sourceId }}>
          {PAST_WORDS.back}
        </TextLink>
        <Loaded query={source} lines={12}>
          {(data) => (
            <Stack gap="md">
              <div className="grid-two">
                <ApiPanel source={data} />
                <FilePanel id={data.id} kind={data.kind} />
              </div>
              <ReadingsPanel id={data.id} />
            </Stack>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}

function ApiPanel({ source }: { readonly source: Source }) {
  const [project, setProject] = useState('');
  const [weeks, setWeeks] = useState<number | string>(WEEKS_MAX);
  const ask = useWrite({
    carryOut: (_input, idempotencyKey) =>
      callOperation('backfillSource', {
        params: { id: source.id },
        body: { project: project.trim() === '' ? null : project.trim(), weeks: Number(weeks) },
        idempotencyKey,
      }),
    changes: ['listSourceBackfills'],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof weeks === 'number') ask.mutate();
  };
  if (source.api.token.kind === 'none')
    return (
      <Panel title={PAST_WORDS.byApi}>
        <Empty title={PAST_WORDS.noToken}>{PAST_WORDS.noTokenWhy}</Empty>
      </Panel>
    );
  return (
    <Panel title={PAST_WORDS.byApi} note={PAST_WORDS.byApiNote}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {ask.error === null ? null : <Trouble error={ask.error} />}
          <TextInput
            label={PAST_WORDS.project}
            description={PAST_WORDS.projectHelp}
            value={project}
            autoComplete="off"
            onChange={({ currentTarget }) => setProject(currentTarget.value)}
          />
          <NumberInput
            label={PAST_WORDS.weeks}
            value={weeks}
            min={1}
            max={WEEKS_MAX}
            allowDecimal={false}
            clampBehavior="strict"
            onChange={setWeeks}
          />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={ask.isPending} disabled={typeof weeks !== 'number'}>
              {PAST_WORDS.start}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function ReadingsPanel({ id }: { readonly id: string }) {
  const readings = useQuery({
    ...operationQuery('listSourceBackfills', { params: { id } }),
    refetchInterval: ({ state }) =>
      state.data?.rows.some((row) => row.state === 'running') === true ? ASK_AGAIN_MS : false,
  });
  const heard = useJob(readings.data?.rows.find(({ state }) => state === 'running')?.id ?? '');
  const { refetch } = readings;
  useEffect(() => {
    if (heard !== undefined) void refetch();
  }, [heard, refetch]);
  return (
    <Panel title={PAST_WORDS.readings} note={PAST_WORDS.readingsNote} flush>
      <Loaded query={readings} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={PAST_WORDS.none} />
            </div>
          ) : (
            <ReadingTable rows={rows} sourceId={id} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function ReadingTable({ rows, sourceId }: { readonly rows: readonly Backfill[]; readonly sourceId: string }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{PAST_WORDS.of}</th>
            <th>{PAST_WORDS.since}</th>
            <th className="number">{PAST_WORDS.pages}</th>
            <th className="number">{PAST_WORDS.results}</th>
            <th className="number">{PAST_WORDS.facts}</th>
            <th>{PAST_WORDS.asked}</th>
            <th>{PAST_WORDS.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{row.project ?? PAST_WORDS.all}</td>
              <td data-label={PAST_WORDS.since}>
                <Moment at={row.since} day />
              </td>
              <td className="number" data-label={PAST_WORDS.pages}>
                {count(row.pages)}
              </td>
              <td className="number" data-label={PAST_WORDS.results}>
                {count(row.results)}
              </td>
              <td className="number" data-label={PAST_WORDS.facts}>
                {count(row.facts)}
              </td>
              <td data-label={PAST_WORDS.asked}>
                <bdi>{row.askedBy}</bdi>
              </td>
              <td data-label={PAST_WORDS.state}>
                <span>
                  <Mark tone={TONES[row.state]}>{PAST_WORDS.states[row.state]}</Mark> {row.lastError ?? ''}{' '}
                  {row.state === 'running' ? (
                    <ReasonButton
                      label={PAST_WORDS.stopIt}
                      note={PAST_WORDS.stopNote}
                      plain
                      carryOut={() =>
                        callOperation('stopSourceBackfill', { params: { id: sourceId, backfillId: row.id }, body: {} })
                      }
                      changes={['listSourceBackfills']}
                    />
                  ) : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
