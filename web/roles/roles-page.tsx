import { Stack } from '@mantine/core';
import { usePeople } from '../people/use-person-names.ts';
import { useOperation } from '../request/use-operation.ts';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { useNow } from '../states/use-now.ts';
import { ROLE_PAGE_WORDS } from '../words/organisation-words.ts';
import { GrantTable } from './grant-table.tsx';
import { GrantsPanel, useGrants } from './grants-panel.tsx';
import { ReviewPanel } from './review-panel.tsx';
import { RoleTable } from './role-table.tsx';

const WORDS = ROLE_PAGE_WORDS;
const GRANTS_MAX = 500;
const SOON_MS = 30 * 86_400_000;

/** What each role may do, who holds it, and what ends soon. */
export function RolesPage() {
  const roles = useOperation('listRoles', {});
  const grants = useOperation('listRoleGrants', { query: { status: 'active', limit: GRANTS_MAX } });
  const nowMs = useNow();
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      <Together queries={[roles, grants, useGrants(undefined), usePeople()]} lines={14}>
        <Stack gap="md">
          <Loaded query={grants} lines={4}>
            {({ rows }) => {
              const soon = rows.filter(({ expiresAt }) => endsWithin(expiresAt, { nowMs, spanMs: SOON_MS }));
              return (
                <Panel title={WORDS.soon} note={soon.length === 0 ? WORDS.noneSoon : WORDS.soonNote} flush>
                  {soon.length === 0 ? null : <GrantTable grants={soon} />}
                </Panel>
              );
            }}
          </Loaded>
          <GrantsPanel />
          <Panel title={WORDS.what} note={WORDS.whatNote} flush>
            <Loaded query={roles} lines={8}>
              {({ rows }) => <RoleTable roles={rows} />}
            </Loaded>
          </Panel>
          <ReviewPanel />
        </Stack>
      </Together>
    </Page>
  );
}

function endsWithin(expiresAt: string | null, span: { readonly nowMs: number; readonly spanMs: number }): boolean {
  if (expiresAt === null) return false;
  const leftMs = Date.parse(expiresAt) - span.nowMs;
  return leftMs > 0 && leftMs <= span.spanMs;
}
