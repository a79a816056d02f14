import { Group } from '@mantine/core';
import { useState } from 'react';
import { FilterSelect } from '../filters/filter-select.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { ButtonLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ROLE_PAGE_WORDS } from '../words/organisation-words.ts';
import { PEOPLE_WORDS } from '../words/people-words.ts';
import { GrantTable } from './grant-table.tsx';

const WORDS = ROLE_PAGE_WORDS;

type Role = keyof typeof PEOPLE_WORDS.roleNames;

/** The listing behind the panel; a page that waits for it asks by this. */
export function useGrants(role: Role | undefined) {
  const query = queryOf(role);
  return usePages('listRoleGrants', { query }, (page, signal) =>
    callOperation('listRoleGrants', { query: { ...query, ...page }, signal }),
  );
}

function queryOf(role: Role | undefined) {
  return { status: 'active' as const, ...(role === undefined ? {} : { role }) };
}

/** Every role that was given and has not ended. */
export function GrantsPanel() {
  const [role, setRole] = useState<Role | undefined>(undefined);
  const grants = useGrants(role);
  return (
    <Panel
      title={WORDS.held}
      note={WORDS.heldNote}
      flush
      action={
        <Group gap="xs" wrap="nowrap">
          <FilterSelect
            small
            label={WORDS.role}
            all={WORDS.all}
            options={PEOPLE_WORDS.roleNames}
            value={role}
            onTake={setRole}
          />
          <RowsExport of="exportRoleGrantsCsv" request={{ query: queryOf(role) }} />
        </Group>
      }
    >
      <Paged
        query={grants}
        empty={
          <Empty
            title={WORDS.none}
            action={
              <ButtonLink to="/people" variant="default" size="compact-sm">
                {WORDS.toPeople}
              </ButtonLink>
            }
          >
            {WORDS.noneWhy}
          </Empty>
        }
      >
        {(rows) => <GrantTable grants={rows} />}
      </Paged>
    </Panel>
  );
}
