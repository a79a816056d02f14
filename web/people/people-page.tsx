import { Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { FilterSelect } from '../filters/filter-select.tsx';
import { FilterText } from '../filters/filter-text.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { PEOPLE_WORDS } from '../words/people-words.ts';
import type { PeopleSearch } from './people-search.ts';
import { TeamSelect } from './team-select.tsx';

type Entry = AnswerOf<'listDirectory'>['rows'][number];

export const PERSON_TONES: Readonly<Record<Entry['state'], Tone>> = {
  active: 'good',
  archived: 'plain',
  deactivated: 'warn',
};

const route = getRouteApi('/people');
const WORDS = PEOPLE_WORDS;

/** Who is here; each row leads to what they are and hold, never to what they do. */
export function PeoplePage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMay()('control.write:directory');
  const query = queryOf(search);
  const people = usePages('listDirectory', { query }, (page, signal) =>
    callOperation('listDirectory', { query: { ...query, ...page }, signal }),
  );
  return (
    <Page title={WORDS.title} lead={WORDS.lead} action={mayChange ? <Ways /> : null}>
      <Filters search={search} onChange={(next) => void navigate({ search: next, replace: true })} />
      <Panel title={WORDS.list} flush action={<RowsExport of="exportDirectoryCsv" request={{ query }} />}>
        <Paged
          query={people}
          empty={
            <Empty title={WORDS.none} action={mayChange ? <Ways /> : null}>
              {WORDS.noneWhy}
            </Empty>
          }
        >
          {(rows) => <PeopleTable rows={rows} />}
        </Paged>
      </Panel>
    </Page>
  );
}

function Ways() {
  return (
    <Group gap="sm">
      <ButtonLink to="/people/import" variant="default">
        {WORDS.importThem}
      </ButtonLink>
      <ButtonLink to="/people/new">{WORDS.make}</ButtonLink>
    </Group>
  );
}

type FiltersProps = { readonly search: PeopleSearch; readonly onChange: (search: PeopleSearch) => void };

function Filters({ search, onChange }: FiltersProps) {
  return (
    <div className="filter-bar no-print">
      <FilterText label={WORDS.search} value={search.search} onTake={(text) => onChange({ ...search, search: text })} />
      <TeamSelect
        isFixed
        label={WORDS.team}
        all={WORDS.all}
        value={search.team ?? ''}
        onChange={(team) => onChange({ ...search, team: team === '' ? undefined : team })}
      />
      <FilterSelect
        label={WORDS.role}
        all={WORDS.all}
        options={WORDS.roleNames}
        value={search.role}
        onTake={(role) => onChange({ ...search, role })}
      />
      <FilterSelect
        label={WORDS.state}
        all={WORDS.all}
        options={WORDS.states}
        value={search.state}
        onTake={(state) => onChange({ ...search, state })}
      />
    </div>
  );
}

function PeopleTable({ rows }: { readonly rows: readonly Entry[] }) {
  return (
    <table className="table table-stack table-lines">
      <thead>
        <tr>
          <th>{WORDS.name}</th>
          <th>{WORDS.team}</th>
          <th>{WORDS.roles}</th>
          <th>{WORDS.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((person) => (
          <tr key={person.id}>
            <td>
              <TextLink to="/people/$personId" params={{ personId: person.id }} dir="auto">
                {person.name}
              </TextLink>
              <Text size="xs" c="dimmed">
                {person.email}
              </Text>
            </td>
            <td data-label={WORDS.team}>
              <TextLink to="/teams/$teamId" params={{ teamId: person.teamId }} dir="auto">
                {person.teamName}
              </TextLink>
            </td>
            <td data-label={WORDS.roles}>
              {person.roles.length === 0 ? (
                <Text span size="sm" c="dimmed">
                  {WORDS.employee}
                </Text>
              ) : (
                person.roles.map((role) => (role === 'employee' ? WORDS.employee : WORDS.roleNames[role])).join(', ')
              )}
            </td>
            <td data-label={WORDS.state} className={person.state === 'active' ? 'line-usual' : 'line-figure'}>
              <Mark tone={PERSON_TONES[person.state]}>{WORDS.states[person.state]}</Mark>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function queryOf({ search, team, state, role }: PeopleSearch) {
  return {
    ...(search === undefined ? {} : { search: search.slice(0, 100) }),
    ...(team === undefined ? {} : { teamId: team }),
    ...(state === undefined ? {} : { state }),
    ...(role === undefined ? {} : { role }),
  };
}
