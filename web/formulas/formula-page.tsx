import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { operationQuery, useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay, useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { FORMULA_WORDS } from '../words/formula-words.ts';
import { EVERY_FIGURE, type Formula, figureInWords, shownValue } from './formula-figures.ts';
import { FormulaText } from './formula-text.tsx';
import { VERSION_TONES } from './formulas-page.tsx';

type Read = AnswerOf<'readScoreFormula'>;

const route = getRouteApi('/formulas/$formulaId');
const CHANGES = ['readScoreFormula', 'listScoreFormulas'] as const;
const ASK_AGAIN_MS = 5_000;
const PEOPLE_TOLD_MIN = 5;

/** One version: what differs, what that would change of scores, and the steps that are open. */
export function FormulaPage() {
  const { formulaId } = route.useParams();
  const formulas = useOperation('listScoreFormulas', {});
  const read = useQuery({
    ...operationQuery('readScoreFormula', { params: { id: formulaId } }),
    refetchInterval: ({ state }) =>
      state.data?.version.state === 'proposed' && state.data.version.comparedPeriod === null ? ASK_AGAIN_MS : false,
  });
  const version = read.data?.version;
  return (
    <Page
      title={version === undefined ? FORMULA_WORDS.version : FORMULA_WORDS.one(version.version)}
      lead={version?.note}
      action={version === undefined ? undefined : <Steps version={version} />}
    >
      <Stack gap="md">
        <TextLink to="/formulas">{FORMULA_WORDS.back}</TextLink>
        <Loaded query={read} lines={12}>
          {(data) => (
            <Stack gap="md">
              <VersionFacts version={data.version} />
              {data.version.state === 'withdrawn' ? null : <DifferencePanel read={data} />}
              {formulas.data === undefined || formulas.data.inForce.version === data.version.version ? null : (
                <ChangesPanel from={formulas.data.inForce} to={data.version.formula} />
              )}
              <Panel title={FORMULA_WORDS.one(data.version.version)}>
                <FormulaText formula={data.version.formula} />
              </Panel>
            </Stack>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}

function VersionFacts({ version }: { readonly version: Read['version'] }) {
  const { proposedBy, proposedAt, publishedBy, publishedAt, fromPeriod } = version;
  return (
    <Facts
      facts={[
        [FORMULA_WORDS.from, fromPeriod],
        [FORMULA_WORDS.by, FORMULA_WORDS.publishedBy(proposedBy, momentInWords({ at: proposedAt }))],
        ...(publishedBy === null || publishedAt === null
          ? []
          : ([
              [FORMULA_WORDS.published, FORMULA_WORDS.publishedBy(publishedBy, momentInWords({ at: publishedAt }))],
            ] as const)),
      ]}
    />
  );
}

function Steps({ version }: { readonly version: Read['version'] }) {
  const { person } = useSession();
  const may = useMay()('control.write:outcomes');
  const { id, state, comparedPeriod, proposedBy, fromPeriod } = version;
  const isOpen = may && state === 'proposed';
  return (
    <Group gap="sm">
      <Mark tone={VERSION_TONES[state]}>{FORMULA_WORDS.states[state]}</Mark>
      {isOpen && comparedPeriod !== null && proposedBy !== person.id ? (
        <ReasonButton
          label={FORMULA_WORDS.publish}
          note={FORMULA_WORDS.publishNote(fromPeriod)}
          plain
          filled
          carryOut={(_reason, idempotencyKey) =>
            callOperation('publishScoreFormula', { params: { id }, body: {}, idempotencyKey })
          }
          changes={CHANGES}
        />
      ) : null}
      {isOpen && proposedBy === person.id ? (
        <Text size="xs" c="dimmed">
          {FORMULA_WORDS.ownProposal}
        </Text>
      ) : null}
      {isOpen ? (
        <ReasonButton
          label={FORMULA_WORDS.withdraw}
          note={FORMULA_WORDS.withdrawNote}
          plain
          carryOut={(_reason, idempotencyKey) =>
            callOperation('withdrawScoreFormula', { params: { id }, body: {}, idempotencyKey })
          }
          changes={CHANGES}
        />
      ) : null}
    </Group>
  );
}

function DifferencePanel({ read }: { readonly read: Read }) {
  const { comparedPeriod } = read.version;
  return (
    <Panel
      title={FORMULA_WORDS.difference}
      note={
        comparedPeriod === null
          ? undefined
          : `${FORMULA_WORDS.ofMonth(comparedPeriod)}. ${FORMULA_WORDS.differenceNote}`
      }
    >
      {comparedPeriod === null ? (
        <div role="status">
          <Empty title={FORMULA_WORDS.comparing}>{FORMULA_WORDS.comparingWhy}</Empty>
        </div>
      ) : read.people < PEOPLE_TOLD_MIN ? (
        <Empty title={FORMULA_WORDS.tooFew}>{FORMULA_WORDS.tooFewWhy}</Empty>
      ) : (
        <Difference read={read} />
      )}
    </Panel>
  );
}

function Difference({ read: { people, higher, lower, meanPoints, byRule } }: { readonly read: Read }) {
  const note = FORMULA_WORDS.ofPeople(count(people));
  return (
    <Stack gap="md">
      <div className="grid-figures">
        <Figure label={FORMULA_WORDS.higher} value={count(higher)} note={note} />
        <Figure label={FORMULA_WORDS.lower} value={count(lower)} note={note} />
        <Figure label={FORMULA_WORDS.mean} value={signed(meanPoints)} note={FORMULA_WORDS.pointsMore} />
      </div>
      {byRule.length === 0 ? null : (
        <table className="table table-inset">
          <thead>
            <tr>
              <th>{FORMULA_WORDS.rule}</th>
              <th className="number">{FORMULA_WORDS.points}</th>
            </tr>
          </thead>
          <tbody>
            {byRule.map(({ rule, meanPoints: mean }) => (
              <tr key={rule}>
                <td>{rule.replaceAll('_', ' ')}</td>
                <td className="number">{signed(mean)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Stack>
  );
}

type ChangesProps = { readonly from: { readonly version: string; readonly formula: Formula }; readonly to: Formula };

function ChangesPanel({ from, to }: ChangesProps) {
  const changed = EVERY_FIGURE.filter(({ read }) => read(from.formula) !== read(to));
  return (
    <Panel title={FORMULA_WORDS.changes} note={FORMULA_WORDS.changesNote(from.version)}>
      {changed.length === 0 ? (
        <Empty title={FORMULA_WORDS.noChanges} />
      ) : (
        <table className="table table-inset">
          <thead>
            <tr>
              <th>{FORMULA_WORDS.figure}</th>
              <th className="number">{FORMULA_WORDS.now}</th>
              <th className="number">{FORMULA_WORDS.later}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((figure) => (
              <tr key={figure.id}>
                <td>{FORMULA_WORDS.figures[figure.id]}</td>
                <td className="number">{figureInWords(figure, shownValue(figure, from.formula))}</td>
                <td className="number">{figureInWords(figure, shownValue(figure, to))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function signed(points: number): string {
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points).toFixed(2)}`;
}
