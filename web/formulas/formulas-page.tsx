import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { periodInWords } from '../finance/periods.ts';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { FORMULA_WORDS } from '../words/formula-words.ts';
import { ClassesPanel } from './classes-panel.tsx';
import { FormulaText } from './formula-text.tsx';
import { ProfilesPanel } from './profiles-panel.tsx';
import { RunsPanel } from './runs-panel.tsx';

export type Version = AnswerOf<'listScoreFormulas'>['rows'][number];

export const VERSION_TONES: Readonly<Record<Version['state'], Tone>> = {
  proposed: 'warn',
  published: 'good',
  withdrawn: 'plain',
};

/** The formula in force, in words; what is proposed in its place; when everybody was scored. */
export function FormulasPage() {
  const may = useMay();
  const formulas = useOperation('listScoreFormulas', {});
  const data = formulas.data;
  return (
    <Page
      title={FORMULA_WORDS.title}
      lead={
        <>
          {FORMULA_WORDS.lead}{' '}
          <TextLink to="/outcomes/kinds" size="md" underline="always">
            {FORMULA_WORDS.kinds}
          </TextLink>
        </>
      }
      action={
        may('control.write:outcomes') ? <ButtonLink to="/formulas/new">{FORMULA_WORDS.propose}</ButtonLink> : undefined
      }
    >
      <Together queries={[formulas]} lines={14}>
        <Stack gap="md">
          <Panel title={FORMULA_WORDS.versions} note={FORMULA_WORDS.versionsNote} flush>
            <Loaded query={formulas} lines={3}>
              {({ rows }) => <VersionTable rows={rows.toReversed()} mayOpen={may('control.read:outcomes')} />}
            </Loaded>
          </Panel>
          {data === undefined ? null : (
            <Panel
              title={FORMULA_WORDS.inForce(data.inForce.version)}
              note={FORMULA_WORDS.inForceNote(periodInWords(data.period))}
            >
              <FormulaText formula={data.inForce.formula} />
            </Panel>
          )}
          {may('control.read:outcomes') ? (
            <>
              {may('control.read:catalogue') ? <ClassesPanel /> : null}
              <ProfilesPanel />
              <RunsPanel />
            </>
          ) : null}
        </Stack>
      </Together>
    </Page>
  );
}

function VersionTable({ rows, mayOpen }: { readonly rows: readonly Version[]; readonly mayOpen: boolean }) {
  if (rows.length === 0)
    return (
      <div className="more">
        <Empty title={FORMULA_WORDS.none}>{FORMULA_WORDS.noneWhy}</Empty>
      </div>
    );
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{FORMULA_WORDS.version}</th>
            <th>{FORMULA_WORDS.note}</th>
            <th>{FORMULA_WORDS.from}</th>
            <th>{FORMULA_WORDS.by}</th>
            <th>{FORMULA_WORDS.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                {mayOpen ? (
                  <TextLink to="/formulas/$formulaId" params={{ formulaId: row.id }}>
                    {FORMULA_WORDS.version} {row.version}
                  </TextLink>
                ) : (
                  `${FORMULA_WORDS.version} ${row.version}`
                )}
              </td>
              <td data-label={FORMULA_WORDS.note} dir="auto">
                <Text size="sm" maw={460}>
                  {row.note}
                </Text>
              </td>
              <td data-label={FORMULA_WORDS.from}>{row.fromPeriod}</td>
              <td data-label={FORMULA_WORDS.by}>
                <span>
                  <bdi>{row.proposedBy}</bdi>
                  <Text size="xs" c="dimmed">
                    <Moment at={row.proposedAt} day />
                  </Text>
                </span>
              </td>
              <td data-label={FORMULA_WORDS.state}>
                <Mark tone={VERSION_TONES[row.state]}>
                  {row.state === 'proposed' && row.comparedPeriod === null
                    ? FORMULA_WORDS.notCompared
                    : FORMULA_WORDS.states[row.state]}
                </Mark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
