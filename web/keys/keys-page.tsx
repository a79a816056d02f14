import { Button, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { FilterSelect } from '../filters/filter-select.tsx';
import { FilterText } from '../filters/filter-text.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { KEY_WORDS } from '../words/key-words.ts';
import { KeyForm } from './key-form.tsx';
import type { KeySearch } from './key-search.ts';
import { KeyTable } from './key-table.tsx';
import { SecretNotice } from './secret-notice.tsx';

const route = getRouteApi('/keys');

/** Every key: whose, for what, until when; and what can be done with it. */
export function KeysPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMay()('control.write:access');
  const [isMaking, setMaking] = useState(false);
  // Kept in the memory of this page alone, until it is closed or left.
  const [secret, setSecret] = useState<string | null>(null);
  const change = (next: KeySearch) => void navigate({ search: next, replace: true });
  const query = queryOf(search);
  const keys = usePages('listApiKeys', { query }, (page, signal) =>
    callOperation('listApiKeys', { query: { ...query, ...page }, signal }),
  );
  return (
    <Page
      title={KEY_WORDS.title}
      lead={KEY_WORDS.lead}
      action={mayChange ? <Button onClick={() => setMaking(!isMaking)}>{KEY_WORDS.make}</Button> : null}
    >
      <Stack gap="md">
        {secret === null ? null : <SecretNotice secret={secret} onClose={() => setSecret(null)} />}
        {isMaking ? (
          <KeyForm
            onMade={(made) => {
              setSecret(made);
              setMaking(false);
            }}
            onCancel={() => setMaking(false)}
          />
        ) : null}
        <Filters search={search} onChange={change} />
        <Panel title={KEY_WORDS.list} flush action={<RowsExport of="exportApiKeysCsv" request={{ query }} />}>
          <Paged query={keys} empty={<Empty title={KEY_WORDS.none}>{KEY_WORDS.noneWhy}</Empty>}>
            {(rows) => <KeyTable keys={rows} mayChange={mayChange} onSecret={setSecret} />}
          </Paged>
        </Panel>
      </Stack>
    </Page>
  );
}

type FiltersProps = { readonly search: KeySearch; readonly onChange: (search: KeySearch) => void };

function Filters({ search, onChange }: FiltersProps) {
  return (
    <div className="filter-bar no-print">
      <FilterSelect
        label={KEY_WORDS.state}
        all={KEY_WORDS.all}
        options={KEY_WORDS.states}
        value={search.state}
        onTake={(state) => onChange({ ...search, state })}
      />
      <FilterSelect
        label={KEY_WORDS.lane}
        all={KEY_WORDS.all}
        options={KEY_WORDS.lanes}
        value={search.lane}
        onTake={(lane) => onChange({ ...search, lane })}
      />
      <FilterText label={KEY_WORDS.team} value={search.team} onTake={(team) => onChange({ ...search, team })} />
    </div>
  );
}

function queryOf({ state, lane, team }: KeySearch) {
  return {
    ...(state === undefined ? {} : { status: state }),
    ...(lane === undefined ? {} : { lane }),
    ...(team === undefined ? {} : { teamId: team }),
  };
}
