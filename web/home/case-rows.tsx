import type { ReactNode } from 'react';
import { ofUnit } from '../figures/counts.ts';
import { momentInWords } from '../figures/moment.tsx';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { HOME_WORDS } from '../words/home-words.ts';

type Row = { readonly id: string; readonly text: ReactNode; readonly state: string };

const CONTESTS_MAX = 20;

export type CaseRows = { readonly isPending: boolean; readonly rows: readonly Row[] };

/** Reuse to look at, work that was asked for, claims to judge and contests to answer, each with the way to it. */
export function useCaseRows(): CaseRows {
  const mayAnswer = useMay()('control.write:outcomes');
  const checks = useOperation('listMyAdoptionChecks', {});
  const work = useOperation('listMyAssignments', {});
  const validations = useOperation('listMyValidations', {});
  const query = { state: 'open', limit: CONTESTS_MAX } as const;
  const contests = useOperation('listScoreContests', { query }, { enabled: mayAnswer });
  const state = HOME_WORDS.yourAnswer;
  const asked = [checks, work, validations, ...(mayAnswer ? [contests] : [])];
  const rows = [
    ...(validations.data?.open ?? []).map(({ id, typeName, amount, unit, claimantId, dueAt }) => ({
      ...{ id, state: HOME_WORDS.until(momentInWords({ at: dueAt, day: true })) },
      text: <TextLink to="/validations">{HOME_WORDS.judge(typeName, ofUnit(amount, unit), claimantId)}</TextLink>,
    })),
    ...(checks.data?.rows ?? []).map(({ id, assetId }) => ({
      ...{ id, state },
      text: <TextLink to="/cases">{HOME_WORDS.lookAtReuse(assetId)}</TextLink>,
    })),
    ...(work.data?.mine ?? [])
      .filter((one) => one.state === 'asked')
      .map(({ id, words }) => ({ ...{ id, state }, text: <TextLink to="/cases">{words}</TextLink> })),
    ...(contests.data?.rows ?? [])
      .filter(({ notYou }) => notYou === null)
      .map(({ id, period }) => ({
        ...{ id, state },
        text: (
          <TextLink to="/contests/$contestId" params={{ contestId: id }}>
            {HOME_WORDS.answerContest(period)}
          </TextLink>
        ),
      })),
  ];
  return { isPending: asked.some(({ isPending }) => isPending), rows };
}
