import { Button, Group } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { AsOf } from '../figures/as-of.tsx';
import { ExportMenu } from '../filters/export-menu.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { FilterText } from '../filters/filter-text.tsx';
import type { Span } from '../filters/range.ts';
import { useRange } from '../filters/use-range.ts';
import { addressOf, callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { PROTECTION_WORDS } from '../words/protection-words.ts';
import { EventsTable } from './events-table.tsx';
import { type ProtectionSearch, readProtectionSearch } from './protection-search.ts';

const route = getRouteApi('/protection');
const TYPES_LIST = 'finding-types';

/** What was found, stopped, replaced or warned of, the newest first. */
export function ProtectionPage() {
  const search = readProtectionSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { span } = useRange(search, '7d');
  const change = (next: ProtectionSearch) => void navigate({ search: next, replace: true });
  const query = queryOf(search, span);
  const events = usePages('listProtectionEvents', { query }, (page, signal) =>
    callOperation('listProtectionEvents', { query: { ...query, ...page }, signal }),
  );
  return (
    <Page title={PROTECTION_WORDS.title} lead={PROTECTION_WORDS.lead}>
      <div>
        <FilterBar
          page="protection"
          search={search}
          read={readProtectionSearch}
          usual="7d"
          parts={['team', 'useCase', 'model']}
          onChange={change}
          action={
            <ExportMenu
              files={[
                {
                  label: PROTECTION_WORDS.file,
                  href: addressOf('exportProtectionEventsCsv', { query }),
                  name: 'protection-events.csv',
                },
              ]}
              note={PROTECTION_WORDS.fileNote}
            />
          }
        >
          <Filters search={search} onChange={change} />
        </FilterBar>
        <Panel title={PROTECTION_WORDS.events} note={PROTECTION_WORDS.eventsNote} flush>
          <Paged query={events} empty={<Empty title={PROTECTION_WORDS.none}>{PROTECTION_WORDS.noneWhy}</Empty>}>
            {(rows) => <EventsTable events={rows} />}
          </Paged>
        </Panel>
        {events.data === undefined ? null : <AsOf at={events.dataUpdatedAt} more={PROTECTION_WORDS.counts} />}
      </div>
    </Page>
  );
}

type FiltersProps = {
  readonly search: ProtectionSearch;
  readonly onChange: (search: ProtectionSearch) => void;
};

function Filters({ search, onChange }: FiltersProps) {
  // Whoever reads the events of a use case alone types the name of a type: what detectors there are is for others.
  const detectors = useOperation('listDetectors', {}, { enabled: useMay()('control.read:protection') });
  const types = new Set((detectors.data?.rows ?? []).flatMap((detector) => detector.types));
  const narrowed = [search.person, search.key, search.content].some((value) => value !== undefined);
  return (
    <>
      <FilterSelect
        label={FILTER_WORDS.tier}
        all={FILTER_WORDS.all}
        options={FILTER_WORDS.tiers}
        value={search.tier}
        onTake={(tier) => onChange({ ...search, tier })}
      />
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
        help="email"
        list={TYPES_LIST}
        onTake={(type) => onChange({ ...search, type })}
      />
      <datalist id={TYPES_LIST}>
        {[...types].map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
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
    </>
  );
}

function narrowedTo({ person, key }: ProtectionSearch): string {
  if (person !== undefined) return PROTECTION_WORDS.onlyPerson(person);
  return key === undefined ? PROTECTION_WORDS.onlyContent : PROTECTION_WORDS.onlyKey;
}

function queryOf(search: ProtectionSearch, span: Span) {
  const { action, direction, type, team, useCase, model, tier, person, key, content } = search;
  return {
    ...span,
    ...(action === undefined ? {} : { action }),
    ...(direction === undefined ? {} : { direction }),
    ...(type === undefined ? {} : { type }),
    ...(team === undefined ? {} : { teamId: team }),
    ...(useCase === undefined ? {} : { useCaseId: useCase }),
    ...(model === undefined ? {} : { modelId: model }),
    ...(tier === undefined ? {} : { tier }),
    ...(person === undefined ? {} : { personId: person }),
    ...(key === undefined ? {} : { keyId: key }),
    ...(content === undefined ? {} : { fingerprint: content }),
  };
}
