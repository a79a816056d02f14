import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';
import { ModelsPanel } from './models-panel.tsx';
import { STATE_TONES } from './state-tones.ts';

type Programme = AnswerOf<'listProgrammes'>['rows'][number];

const ROWS_MAX = 200;

/** What is in force, what is yours in it, and the models that one can choose. */
export function ProgrammesPage() {
  const may = useMay();
  const programmes = useOperation('listProgrammes', { query: { limit: ROWS_MAX } });
  const models = useOperation('listIncentiveModels', {});
  const mine = useOperation('listMyProgrammes', {});
  return (
    <Page
      title={PROGRAMME_WORDS.title}
      lead={PROGRAMME_WORDS.lead}
      action={
        may('control.write:programmes') ? (
          <ButtonLink to="/programmes/new">{PROGRAMME_WORDS.write}</ButtonLink>
        ) : undefined
      }
    >
      <Together queries={[programmes, models, mine]} lines={12}>
        <Stack gap="md">
          <Panel title={PROGRAMME_WORDS.list} flush action={<RowsExport of="exportProgrammesCsv" request={{}} />}>
            <Loaded query={programmes} lines={4}>
              {({ rows }) => <ProgrammeTable rows={rows} names={namesOf(models.data)} />}
            </Loaded>
          </Panel>
          <Panel title={PROGRAMME_WORDS.mine} note={PROGRAMME_WORDS.mineNote}>
            <Loaded query={mine} lines={2}>
              {({ rows }) => <MyProgrammes rows={rows} />}
            </Loaded>
          </Panel>
          <ModelsPanel models={models} />
          <Text size="sm">
            <TextLink to="/leaderboards">{PROGRAMME_WORDS.oldBoards}</TextLink>
          </Text>
        </Stack>
      </Together>
    </Page>
  );
}

function namesOf(models: AnswerOf<'listIncentiveModels'> | undefined): ReadonlyMap<string, string> {
  return new Map((models?.rows ?? []).map(({ id, name }) => [id, name]));
}

type TableProps = { readonly rows: readonly Programme[]; readonly names: ReadonlyMap<string, string> };

function ProgrammeTable({ rows, names }: TableProps) {
  if (rows.length === 0) {
    return (
      <div className="more">
        <Empty title={PROGRAMME_WORDS.none}>{PROGRAMME_WORDS.noneWhy}</Empty>
      </div>
    );
  }
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{PROGRAMME_WORDS.name}</th>
            <th>{PROGRAMME_WORDS.model}</th>
            <th>{PROGRAMME_WORDS.teams}</th>
            <th>{PROGRAMME_WORDS.ends}</th>
            <th>{PROGRAMME_WORDS.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <TextLink to="/programmes/$programmeId" params={{ programmeId: row.id }}>
                  {row.name}
                </TextLink>
                <Text size="xs" c="dimmed" dir="auto">
                  {row.charter?.question ?? PROGRAMME_WORDS.noCharter}
                </Text>
              </td>
              <td data-label={PROGRAMME_WORDS.model}>{names.get(row.model) ?? row.model}</td>
              <td data-label={PROGRAMME_WORDS.teams}>
                {row.teamIds.length === 0 ? PROGRAMME_WORDS.whole : row.teamIds.join(', ')}
              </td>
              <td data-label={PROGRAMME_WORDS.ends}>
                {row.endsAt === null ? PROGRAMME_WORDS.noEnd : momentInWords({ at: row.endsAt, day: true })}
              </td>
              <td data-label={PROGRAMME_WORDS.state}>
                <Mark tone={STATE_TONES[row.state]}>{PROGRAMME_WORDS.states[row.state]}</Mark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MyProgrammes({ rows }: AnswerOf<'listMyProgrammes'>) {
  if (rows.length === 0) return <Empty title={PROGRAMME_WORDS.noMine} />;
  return (
    <ul className="line-list">
      {rows.map((row) => (
        <li key={row.id} className="line">
          <span>
            <TextLink to="/programmes/$programmeId" params={{ programmeId: row.id }}>
              {row.name}
            </TextLink>
            <Text size="sm" c="dimmed">
              {row.words}
            </Text>
          </span>
          <Text size="sm" className="figures line-end">
            {row.mine === null ? '' : Math.round(row.mine)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
