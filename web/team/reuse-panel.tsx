import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';

type Signals = AnswerOf<'readLibrarySignals'>;
type Group = Signals['rows'][number];

/** What the team takes from the library and gives to it. A small team stands with others. */
export function ReusePanel({
  signals,
  teamId,
}: {
  readonly signals: UseQueryResult<Signals>;
  readonly teamId: string;
}) {
  const others = (signals.data?.rows[0]?.teamIds ?? []).filter((id) => id !== teamId);
  const note = others.length === 0 ? TEAM_WORDS.reuseNote : TEAM_WORDS.reuseWith(others.join(', '));
  return (
    <Panel id="sharing" title={TEAM_WORDS.reuse} note={note}>
      <Loaded query={signals} lines={6}>
        {({ rows: [group] }) =>
          group === undefined ? (
            <Empty title={TEAM_WORDS.noReuse}>{TEAM_WORDS.noReuseWhy}</Empty>
          ) : (
            <GroupFigures group={group} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function GroupFigures({ group }: { readonly group: Group }) {
  return (
    <div className="grid-pairs">
      <Figure
        label={TEAM_WORDS.fromLibrary}
        value={shareOf(group.libraryPercent)}
        note={changeOf(group.libraryChange)}
      />
      <Figure
        label={TEAM_WORDS.oneOffs}
        value={shareOf(group.oneOffPercent)}
        note={group.openings === 0 ? TEAM_WORDS.oneOffsOff : changeOf(group.oneOffChange)}
      />
      <Figure label={TEAM_WORDS.given} value={count(group.sharedAssets)} />
      <Figure label={TEAM_WORDS.taken} value={count(group.adoptedAssets)} />
    </div>
  );
}

function shareOf(percent: number | null): string {
  return percent === null ? TEAM_WORDS.notTold : TEAM_WORDS.percent(percent);
}

function changeOf(points: number | null): string {
  return points === null ? TEAM_WORDS.noChange : TEAM_WORDS.change(points);
}
