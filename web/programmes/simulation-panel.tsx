import { Button, Stack, Text } from '@mantine/core';
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

type Simulation = AnswerOf<'readProgrammeSimulation'>;

/** Few enough that the answer comes while one waits. */
const SEEDS = 10;

/** What each way of gaming would pay, as it was last played out. */
export function SimulationPanel({ id, isRun }: { readonly id: string; readonly isRun: boolean }) {
  const simulation = useOperation('readProgrammeSimulation', { params: { id } }, { enabled: isRun });
  return (
    <Panel
      title={PROGRAMME_WORDS.simulation}
      note={PROGRAMME_WORDS.simulationNote}
      action={<PlayOut id={id} isRun={isRun} />}
    >
      {isRun ? (
        <Loaded query={simulation} lines={8}>
          {(data) => <Gains simulation={data} />}
        </Loaded>
      ) : (
        <Empty title={PROGRAMME_WORDS.noSimulation}>{PROGRAMME_WORDS.noSimulationWhy}</Empty>
      )}
    </Panel>
  );
}

function PlayOut({ id, isRun }: { readonly id: string; readonly isRun: boolean }) {
  const may = useMay()('control.write:programmes');
  const play = useWrite({
    carryOut: (seeds: number, idempotencyKey) =>
      callOperation('simulateProgramme', { params: { id }, body: { seeds }, idempotencyKey }),
    changes: ['readProgramme', 'readProgrammeSimulation', 'readProgrammePreconditions', 'listProgrammes'],
  });
  if (!may) return null;
  return (
    <Stack gap={4} align="flex-end">
      <Button size="compact-sm" variant="default" loading={play.isPending} onClick={() => play.mutate(SEEDS)}>
        {isRun ? PROGRAMME_WORDS.again : PROGRAMME_WORDS.simulate}
      </Button>
      <Text size="xs" c="dimmed" role="status">
        {play.isPending ? PROGRAMME_WORDS.simulating : ''}
      </Text>
      {play.error === null ? null : <Trouble error={play.error} />}
    </Stack>
  );
}

function Gains({ simulation }: { readonly simulation: Simulation }) {
  const efforts = simulation.attacks[0]?.efforts.map(({ effort }) => effort) ?? [];
  return (
    <Stack gap="xs">
      <Text size="sm">
        {PROGRAMME_WORDS.ran(momentInWords({ at: simulation.ranAt }), simulation.seeds)}
        {simulation.isCurrent ? '' : ` ${PROGRAMME_WORDS.outdated}`}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself */}
      <section className="table-scroll" aria-label={PROGRAMME_WORDS.gains} tabIndex={0}>
        <table className="table table-inset">
          <thead>
            <tr>
              <th>{PROGRAMME_WORDS.strategy}</th>
              {efforts.map((effort) => (
                <th key={effort} className="number">
                  {PROGRAMME_WORDS.atEffort(effort)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {simulation.attacks.map(({ strategy, efforts: gains }) => (
              <tr key={strategy}>
                <td>{strategy.replaceAll('_', ' ')}</td>
                {gains.map(({ effort, gainUpper95 }) => (
                  <td key={effort} className="number">
                    {PROGRAMME_WORDS.percent(gainUpper95)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Stack>
  );
}
