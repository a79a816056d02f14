import { Button, Group, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { FilterSelect } from '../filters/filter-select.tsx';
import { FilterText } from '../filters/filter-text.tsx';
import { type Span, spanOf } from '../filters/range.ts';
import { RangeChoice } from '../filters/range-choice.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { useNow } from '../states/use-now.ts';
import { PROTECTION_WORDS } from '../words/protection-words.ts';
import { EventsTable } from './events-table.tsx';
import type { ProtectionSearch } from './protection-search.ts';

const route = getRouteApi('/protection');
const TYPES_LIST = 'finding-types';

/** What was found, stopped, replaced or warned of, the newest first. */
export function ProtectionPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const range = search.range ?? '7d';
  const span = spanOf(range, useNow());
  const change = (next: ProtectionSearch) => void navigate({ search: next, replace: true });
  const query = queryOf(search, span);
  const events = usePages('listProtectionEvents', { query }, (page, signal) =>
    callOperation('listProtectionEvents', { query: { ...query, ...page }, signal }),
  );
  return (
    <Page title={PROTECTION_WORDS.title} lead={PROTECTION_WORDS.lead}>
      <Stack gap={0}>
        <div className="filter-bar no-print">
          <RangeChoice value={range} onChange={(chosen) => change({ ...search, range: chosen })} />
        </div>
        <Filters search={search} onChange={change} />
        <Panel title={PROTECTION_WORDS.events} note={PROTECTION_WORDS.eventsNote} flush>
          <Paged query={events} empty={<Empty title={PROTECTION_WORDS.none}>{PROTECTION_WORDS.noneWhy}</Empty>}>
            {(rows) => <EventsTable events={rows} />}
          </Paged>
        </Panel>
      </Stack>
    </Page>
  );
}

type FiltersProps = {
  readonly search: ProtectionSearch;
  readonly onChange: (search: ProtectionSearch) => void;
};

function Filters({ search, onChange }: FiltersProps) {
  const detectors = useOperation('listDetectors', {});
  const types = new Set((detectors.data?.rows ?? []).flatMap((detector) => detector.types));
  const narrowed = [search.person, search.key, search.content].some((value) => value !== undefined);
  return (
    <div className="filter-bar no-print">
      <FilterSelect
        label={PROTECTION_WORDS.action}
        all={PROTECTION_WORDS.all}
        options={PROTECTION_WORDS.actions}
        value={search.action}
        onTake={(action) => onChange({ ...search, action })}
      />
      <FilterSelect
        label={PROTECTION_WORDS.direction}
        all={PROTECTION_WORDS.all}
        options={PROTECTION_WORDS.directions}
        value={search.direction}
        onTake={(direction) => onChange({ ...search, direction })}
      />
      <FilterText
        label={PROTECTION_WORDS.type}
        value={search.type}
        help="payment_card"
        list={TYPES_LIST}
        onTake={(type) => onChange({ ...search, type })}
      />
      <datalist id={TYPES_LIST}>
        {[...types].map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <FilterText
        label={PROTECTION_WORDS.useCase}
        value={search.useCase}
        onTake={(useCase) => onChange({ ...search, useCase })}
      />
      <FilterText label={PROTECTION_WORDS.team} value={search.team} onTake={(team) => onChange({ ...search, team })} />
      {narrowed ? (
        <Group gap="xs">
          <Button
            variant="default"
            size="sm"
            onClick={() => onChange({ ...search, person: undefined, key: undefined, content: undefined })}
          >
            {narrowedTo(search)} · {PROTECTION_WORDS.everything}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}

function narrowedTo({ person, key }: ProtectionSearch): string {
  if (person !== undefined) return PROTECTION_WORDS.onlyPerson(person);
  return key === undefined ? PROTECTION_WORDS.onlyContent : PROTECTION_WORDS.onlyKey;
}

function queryOf({ action, direction, type, team, useCase, person, key, content }: ProtectionSearch, span: Span) {
  return {
    ...span,
    ...(action === undefined ? {} : { action }),
    ...(direction === undefined ? {} : { direction }),
    ...(type === undefined ? {} : { type }),
    ...(team === undefined ? {} : { teamId: team }),
    ...(useCase === undefined ? {} : { useCaseId: useCase }),
    ...(person === undefined ? {} : { personId: person }),
    ...(key === undefined ? {} : { keyId: key }),
    ...(content === undefined ? {} : { fingerprint: content }),
  };
}
