import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { roughly } from '../figures/counts.ts';
import { dayInWords, Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { DirectoryDialog } from '../teams/directory-dialog.tsx';
import { LEADERBOARD_WORDS } from '../words/leaderboard-words.ts';

type Board = AnswerOf<'listLeaderboards'>['rows'][number];
type Place = AnswerOf<'listMyOldPlaces'>['rows'][number];

const ROWS_MAX = 200;

/** Boards that ranked people by tokens before, as they are left; and to each person where they stood. */
export function LeaderboardsPage() {
  const may = useMay();
  const mayRead = may('control.read:programmes');
  const boards = useOperation('listLeaderboards', { query: { limit: ROWS_MAX } }, { enabled: mayRead });
  const mine = useOperation('listMyOldPlaces', {});
  return (
    <Page
      title={LEADERBOARD_WORDS.title}
      lead={LEADERBOARD_WORDS.lead}
      action={may('control.write:programmes') ? <NewBoard /> : undefined}
    >
      <Together queries={mayRead ? [boards, mine] : [mine]} lines={8}>
        <Stack gap="md">
          <TextLink to="/programmes">{LEADERBOARD_WORDS.programmes}</TextLink>
          {mayRead ? (
            <Panel title={LEADERBOARD_WORDS.all} flush>
              <Loaded query={boards} lines={3}>
                {({ rows }) => <BoardTable rows={rows} />}
              </Loaded>
            </Panel>
          ) : null}
          <Panel title={LEADERBOARD_WORDS.mine} note={LEADERBOARD_WORDS.mineNote}>
            <Loaded query={mine} lines={2}>
              {({ rows }) => <Places rows={rows} />}
            </Loaded>
          </Panel>
        </Stack>
      </Together>
    </Page>
  );
}

function NewBoard() {
  return (
    <DirectoryDialog
      isMain
      label={LEADERBOARD_WORDS.create}
      title={LEADERBOARD_WORDS.create}
      confirm={LEADERBOARD_WORDS.save}
      fields={[
        { name: 'id', label: LEADERBOARD_WORDS.id, help: LEADERBOARD_WORDS.idHelp, kind: 'text' },
        { name: 'name', label: LEADERBOARD_WORDS.name, help: LEADERBOARD_WORDS.nameHelp, kind: 'text' },
      ]}
      changes={['listLeaderboards']}
      carryOut={(texts, idempotencyKey) =>
        callOperation('createLeaderboard', {
          body: { id: texts['id'] ?? '', name: texts['name'] ?? '' },
          idempotencyKey,
        })
      }
    />
  );
}

function BoardTable({ rows }: { readonly rows: readonly Board[] }) {
  if (rows.length === 0)
    return (
      <div className="more">
        <Empty title={LEADERBOARD_WORDS.none}>{LEADERBOARD_WORDS.noneWhy}</Empty>
      </div>
    );
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{LEADERBOARD_WORDS.name}</th>
            <th>{LEADERBOARD_WORDS.frozen}</th>
            <th>{LEADERBOARD_WORDS.instead}</th>
            <th>{LEADERBOARD_WORDS.announced}</th>
            <th>{LEADERBOARD_WORDS.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <TextLink to="/leaderboards/$boardId" params={{ boardId: row.id }}>
                  {row.name}
                </TextLink>
              </td>
              <td data-label={LEADERBOARD_WORDS.frozen}>
                {row.frozenFrom === null ? LEADERBOARD_WORDS.notFrozen : dayInWords(row.frozenFrom)}
              </td>
              <td data-label={LEADERBOARD_WORDS.instead}>{row.programmeId ?? LEADERBOARD_WORDS.noProgramme}</td>
              <td data-label={LEADERBOARD_WORDS.announced}>
                {row.announcedAt === null ? LEADERBOARD_WORDS.notYet : <Moment at={row.announcedAt} day />}
              </td>
              <td data-label={LEADERBOARD_WORDS.state}>
                {row.teamViewFrom === null ? LEADERBOARD_WORDS.ownPlaces : LEADERBOARD_WORDS.teamsOnly}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Places({ rows }: { readonly rows: readonly Place[] }) {
  if (rows.length === 0) return <Empty title={LEADERBOARD_WORDS.noMine} />;
  return (
    <ul className="line-list">
      {rows.map((row) => (
        <li key={row.leaderboardId} className="line">
          <span>
            {row.name}
            <Text size="sm" c="dimmed">
              {placeInWords(row)} {scoreInWords(row)}
            </Text>
          </span>
        </li>
      ))}
    </ul>
  );
}

function placeInWords({ place, of, tokens }: Place): string {
  return place === null || of === null
    ? LEADERBOARD_WORDS.placeOver
    : `${LEADERBOARD_WORDS.place(place, of, roughly(Number(tokens ?? '0')))}.`;
}

function scoreInWords({ periodId, score, scoreLower, scoreUpper }: Place): string {
  if (score === null) return LEADERBOARD_WORDS.noScore;
  const [points, lower, upper] = [score, scoreLower ?? 0, scoreUpper ?? 100].map((value) => value.toFixed(1));
  return LEADERBOARD_WORDS.score(periodId ?? '', points ?? '', lower ?? '', upper ?? '');
}
