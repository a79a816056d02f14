import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { periodInWords } from '../finance/periods.ts';
import { useJob } from '../live/live-store.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { FORMULA_WORDS } from '../words/formula-words.ts';

type Run = AnswerOf<'listScoreRuns'>['rows'][number];

const TONES: Readonly<Record<Run['state'], Tone>> = { ordered: 'warn', done: 'good', failed: 'stop' };
const SHOWN_MAX = 10;

/** When everybody was scored anew, by which version, and what that came to. */
export function RunsPanel() {
  const may = useMay()('control.write:outcomes');
  const runs = useOperation('listScoreRuns', {});
  return (
    <Panel
      title={FORMULA_WORDS.runs}
      note={FORMULA_WORDS.runsNote}
      flush
      action={
        may ? (
          <ReasonButton
            label={FORMULA_WORDS.scoreNow}
            note={FORMULA_WORDS.scoreNowNote}
            plain
            carryOut={(_reason, idempotencyKey) => callOperation('orderScoreRun', { body: {}, idempotencyKey })}
            changes={['listScoreRuns']}
          />
        ) : undefined
      }
    >
      <Loaded query={runs} lines={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={FORMULA_WORDS.noRuns} />
            </div>
          ) : (
            <RunTable rows={rows.slice(0, SHOWN_MAX)} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function RunTable({ rows }: { readonly rows: readonly Run[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{FORMULA_WORDS.again}</th>
            <th>{FORMULA_WORDS.month}</th>
            <th>{FORMULA_WORDS.version}</th>
            <th className="number">{FORMULA_WORDS.people}</th>
            <th className="number">{FORMULA_WORDS.changedScores}</th>
            <th className="number">{FORMULA_WORDS.took}</th>
            <th>{FORMULA_WORDS.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((run) => (
            <tr key={run.id}>
              <td>
                <Moment at={run.orderedAt} />
              </td>
              <td data-label={FORMULA_WORDS.month}>{periodInWords(run.period)}</td>
              <td data-label={FORMULA_WORDS.version}>{run.formulaVersion ?? ''}</td>
              <td className="number" data-label={FORMULA_WORDS.people}>
                {count(run.people)}
              </td>
              <td className="number" data-label={FORMULA_WORDS.changedScores}>
                {count(run.changed)}
              </td>
              <td className="number" data-label={FORMULA_WORDS.took}>
                {run.state === 'done' ? FORMULA_WORDS.seconds(run.tookMs) : ''}
              </td>
              <td data-label={FORMULA_WORDS.state}>
                {run.state === 'ordered' ? (
                  <UnderWay id={run.id} />
                ) : (
                  <span>
                    <Mark tone={TONES[run.state]}>{FORMULA_WORDS.runStates[run.state]}</Mark> {run.failure ?? ''}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How far the run is, as it tells; it is over when its row says so. */
function UnderWay({ id }: { readonly id: string }) {
  const job = useJob(id);
  if (job === undefined) return <Mark tone={TONES.ordered}>{FORMULA_WORDS.runStates.ordered}</Mark>;
  const { percent } = job;
  return (
    <div>
      <Text size="xs" role="status" className="figures">
        {FORMULA_WORDS.scoring(percent)}
      </Text>
      <div
        className="share under"
        role="progressbar"
        aria-label={FORMULA_WORDS.runs}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === null ? {} : { 'aria-valuenow': Math.floor(percent) })}
      >
        <span style={{ width: `${percent ?? 0}%` }} />
      </div>
    </div>
  );
}
