import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count, roughly } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { dayInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { LEADERBOARD_WORDS } from '../words/leaderboard-words.ts';
import { AnnouncePanel } from './announce-panel.tsx';
import { BOARD_CHANGES } from './board-changes.ts';
import { CapsPanel } from './caps-panel.tsx';
import { FreezePanel } from './freeze-panel.tsx';
import { ImportPanel } from './import-panel.tsx';

export type Move = AnswerOf<'readLeaderboard'>;

const route = getRouteApi('/leaderboards/$boardId');
/** Steps without which the server moves nothing. */
const NEEDED: ReadonlySet<string> = new Set(['caps', 'announce']);

/** One old leaderboard with the steps by which it is left; those that this person may take stand below them. */
export function LeaderboardPage() {
  const { boardId } = route.useParams();
  const move = useOperation('readLeaderboard', { params: { id: boardId } });
  const mayChange = useMay()('control.write:programmes');
  return (
    <Page title={move.data?.leaderboard.name ?? LEADERBOARD_WORDS.page} lead={LEADERBOARD_WORDS.lead}>
      <Stack gap="md">
        <TextLink to="/leaderboards">{LEADERBOARD_WORDS.all}</TextLink>
        <Loaded query={move} lines={14}>
          {(data) => (
            <Stack gap="md">
              <Steps move={data} mayChange={mayChange} />
              {mayChange ? (
                <div className="grid-two">
                  <ImportPanel id={boardId} />
                  <FreezePanel key={data.leaderboard.revision} board={data.leaderboard} />
                </div>
              ) : null}
              <CapsPanel caps={data.caps} />
              {mayChange ? <AnnouncePanel board={data.leaderboard} /> : null}
              <Teams teams={data.teams} />
            </Stack>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}

function Steps({ move, mayChange }: { readonly move: Move; readonly mayChange: boolean }) {
  const { leaderboard, steps, names, knownPeople, tokens, fromDay, toDay } = move;
  const next = steps.find((step) => !step.isDone);
  const isReady = steps.every((step) => step.isDone || !NEEDED.has(step.id));
  const days = fromDay === null || toDay === null ? null : [dayInWords(fromDay), dayInWords(toDay)];
  return (
    <Panel
      title={LEADERBOARD_WORDS.steps}
      note={LEADERBOARD_WORDS.stepsNote}
      action={
        mayChange && leaderboard.teamViewFrom === null && isReady ? (
          <ReasonButton
            plain
            label={LEADERBOARD_WORDS.move}
            note={LEADERBOARD_WORDS.moveNote}
            carryOut={() =>
              callOperation('moveLeaderboardToTeams', {
                ...{ params: { id: leaderboard.id }, body: {} },
                ifRevision: leaderboard.revision,
              })
            }
            changes={BOARD_CHANGES}
          />
        ) : undefined
      }
    >
      <Stack gap="md">
        <ul className="line-list">
          {steps.map((step) => (
            <li key={step.id} className="line">
              <Text size="sm">{step.words}</Text>
              <span className="line-end">
                <Mark tone={step.isDone ? 'good' : step.id === next?.id ? 'warn' : 'plain'}>
                  {step.isDone
                    ? LEADERBOARD_WORDS.done
                    : step.id === next?.id
                      ? LEADERBOARD_WORDS.next
                      : LEADERBOARD_WORDS.open}
                </Mark>
              </span>
            </li>
          ))}
        </ul>
        {mayChange && !isReady ? (
          <Text size="sm" c="dimmed">
            {LEADERBOARD_WORDS.moveLater}
          </Text>
        ) : null}
        <div className="grid-pairs">
          <Figure label={LEADERBOARD_WORDS.names} value={count(names)} note={LEADERBOARD_WORDS.known(knownPeople)} />
          <Figure
            label={LEADERBOARD_WORDS.tokens}
            value={roughly(Number(tokens))}
            note={days === null ? undefined : LEADERBOARD_WORDS.days(days[0] ?? '', days[1] ?? '')}
          />
        </div>
      </Stack>
    </Panel>
  );
}

function Teams({ teams }: Pick<Move, 'teams'>) {
  return (
    <Panel title={LEADERBOARD_WORDS.teams} flush>
      {teams.length === 0 ? (
        <div className="more">
          <Empty title={LEADERBOARD_WORDS.noTeams} />
        </div>
      ) : (
        <table className="table table-stack">
          <thead>
            <tr>
              <th>{LEADERBOARD_WORDS.team}</th>
              <th className="number">{LEADERBOARD_WORDS.people}</th>
              <th className="number">{LEADERBOARD_WORDS.tokens}</th>
            </tr>
          </thead>
          <tbody>
            {teams.map(({ teamId, people, tokens }) => (
              <tr key={teamId}>
                <td>{teamId}</td>
                <td className="number" data-label={LEADERBOARD_WORDS.people}>
                  {count(people)}
                </td>
                <td className="number" data-label={LEADERBOARD_WORDS.tokens}>
                  {roughly(Number(tokens))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
