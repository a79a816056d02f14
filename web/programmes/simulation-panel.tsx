import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';
import { GainsChart } from './gains-chart.tsx';
import { GainsTable } from './gains-table.tsx';
import { gainInWords, verdictOf } from './read-gains.ts';
import { isUnderWay, useSimulationRun } from './use-simulation-run.ts';

type Simulation = AnswerOf<'readProgrammeSimulation'>;
type Run = NonNullable<AnswerOf<'readProgrammeSimulationRun'>['run']>;

const SEEDS = [100, 200, 500, 1_000] as const;
const SEEDS_USUAL = '200';
const CHANGES = ['readProgrammeSimulationRun'] as const;

export type SimulationPanelProps = { readonly id: string; readonly isRun: boolean; readonly isDraft: boolean };

/** What each way of gaming would pay, as it was last played out; how far the one has come that is played now. */
export function SimulationPanel({ id, isRun, isDraft }: SimulationPanelProps) {
  const mayPlay = useMay()('control.write:programmes') && isDraft;
  const simulation = useOperation('readProgrammeSimulation', { params: { id } }, { enabled: isRun });
  const run = useSimulationRun(id).data?.run ?? null;
  return (
    <Panel title={PROGRAMME_WORDS.simulation} note={PROGRAMME_WORDS.simulationNote}>
      <Stack gap="md">
        {run !== null && isUnderWay(run.state) ? <UnderWay run={run} mayStop={mayPlay} /> : null}
        {mayPlay && !isUnderWay(run?.state) ? <PlayOut id={id} isRun={isRun} run={run} /> : null}
        {isRun ? (
          <Loaded query={simulation} lines={8}>
            {(data) => <Gains simulation={data} />}
          </Loaded>
        ) : (
          <Empty title={PROGRAMME_WORDS.noSimulation}>{PROGRAMME_WORDS.noSimulationWhy}</Empty>
        )}
      </Stack>
    </Panel>
  );
}

function UnderWay({ run, mayStop }: { readonly run: Run; readonly mayStop: boolean }) {
  const percent = Math.floor(run.done * 100);
  const stop = useWrite({
    carryOut: (_input, idempotencyKey) =>
      callOperation('stopProgrammeSimulation', { params: { id: run.programmeId }, body: {}, idempotencyKey }),
    changes: CHANGES,
  });
  const words = run.state === 'ordered' ? PROGRAMME_WORDS.waits : PROGRAMME_WORDS.simulating(percent, run.seeds);
  return (
    <div className="pending">
      <Group justify="space-between" gap="sm">
        <Text size="sm" role="status" className="figures">
          {words}
        </Text>
        {mayStop ? (
          <Button size="compact-sm" variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
            {PROGRAMME_WORDS.stop}
          </Button>
        ) : null}
      </Group>
      <div
        className="share under"
        role="progressbar"
        aria-label={PROGRAMME_WORDS.simulation}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      {stop.error === null ? null : <Trouble error={stop.error} />}
    </div>
  );
}

type PlayOutProps = { readonly id: string; readonly isRun: boolean; readonly run: Run | null };

function PlayOut({ id, isRun, run }: PlayOutProps) {
  const [seeds, setSeeds] = useState(SEEDS_USUAL);
  const play = useWrite({
    carryOut: (_input, idempotencyKey) =>
      callOperation('simulateProgramme', { params: { id }, body: { seeds: Number(seeds) }, idempotencyKey }),
    changes: CHANGES,
  });
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <NativeSelect
          size="xs"
          aria-label={PROGRAMME_WORDS.seeds}
          value={seeds}
          data={SEEDS.map((many) => ({ value: String(many), label: PROGRAMME_WORDS.seedsOf(many) }))}
          onChange={({ currentTarget }) => setSeeds(currentTarget.value)}
        />
        <Button size="xs" variant="default" loading={play.isPending} onClick={() => play.mutate()}>
          {isRun ? PROGRAMME_WORDS.again : PROGRAMME_WORDS.simulate}
        </Button>
      </Group>
      {run?.state === 'stopped' ? <Said words={PROGRAMME_WORDS.stopped} /> : null}
      {run?.state === 'failed' ? <Said words={PROGRAMME_WORDS.failed(run.failure ?? '')} /> : null}
      {play.error === null ? null : <Trouble error={play.error} />}
    </Stack>
  );
}

function Said({ words }: { readonly words: string }) {
  return (
    <Text size="xs" c="dimmed" role="status">
      {words}
    </Text>
  );
}

function Gains({ simulation: { ranAt, seeds, isCurrent, attacks } }: { readonly simulation: Simulation }) {
  const { worst, pays, isRising } = verdictOf(attacks);
  return (
    <Stack gap="sm">
      <Text size="sm">
        {PROGRAMME_WORDS.ran(momentInWords({ at: ranAt }), seeds)}{' '}
        <Text span inherit c={isCurrent ? 'dimmed' : 'var(--house-stop)'}>
          {isCurrent ? PROGRAMME_WORDS.current : PROGRAMME_WORDS.outdated}
        </Text>
      </Text>
      <ul className="sentences">
        {worst === undefined ? null : (
          <li>
            {PROGRAMME_WORDS.worst(
              worst.strategy.replaceAll('_', ' '),
              worst.effort,
              gainInWords(worst.gain),
              gainInWords(worst.gainUpper95),
            )}
          </li>
        )}
        <li>{PROGRAMME_WORDS.pays(pays)}</li>
        <li>{isRising ? PROGRAMME_WORDS.rising : PROGRAMME_WORDS.notRising}</li>
      </ul>
      <GainsChart attacks={attacks} />
      <GainsTable attacks={attacks} />
    </Stack>
  );
}
