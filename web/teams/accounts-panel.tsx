import { Group } from '@mantine/core';
import { RowsExport } from '../filters/rows-export.tsx';
import { Named } from '../names/names.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_PAGE_WORDS } from '../words/organisation-words.ts';
import { DirectoryDialog, type Texts } from './directory-dialog.tsx';
import type { OfTeam } from './projects-panel.tsx';
import { RetireButton } from './retire-button.tsx';
import { accountFields, optionalText, type ServiceAccount } from './team-fields.ts';

const WORDS = TEAM_PAGE_WORDS;
const CHANGES = ['listServiceAccounts'] as const;

function queryOf({ teamId, isAll }: OfTeam) {
  return { ...(teamId === undefined ? {} : { teamId }), ...(isAll ? {} : { status: 'active' as const }) };
}

/** The listing behind the panel; a page that waits for it asks by this. */
export function useAccounts(of: OfTeam) {
  const query = queryOf(of);
  return usePages('listServiceAccounts', { query }, (page, signal) =>
    callOperation('listServiceAccounts', { query: { ...query, ...page }, signal }),
  );
}

/** Programs of one team, or of all, and who answers for each. */
export function AccountsPanel({ teamId, isAll }: OfTeam) {
  const mayChange = useMay()('control.write:directory');
  const accounts = useAccounts({ ...(teamId === undefined ? {} : { teamId }), isAll });
  return (
    <Panel
      title={WORDS.accounts}
      note={WORDS.accountsNote}
      flush
      action={
        <Group gap="xs">
          <RowsExport
            of="exportServiceAccountsCsv"
            request={{ query: queryOf({ ...(teamId === undefined ? {} : { teamId }), isAll }) }}
          />
          {mayChange ? (
            <DirectoryDialog
              label={WORDS.newAccount}
              title={WORDS.newAccount}
              confirm={WORDS.create}
              fields={accountFields(teamId === undefined ? {} : { teamId })}
              changes={CHANGES}
              carryOut={(texts, idempotencyKey) =>
                callOperation('createServiceAccount', {
                  body: { id: texts['id'] ?? '', ...bodyOf(texts) },
                  idempotencyKey,
                })
              }
            />
          ) : null}
        </Group>
      }
    >
      <Paged query={accounts} empty={<Empty title={WORDS.noAccount} />}>
        {(rows) => <AccountTable rows={rows} withTeam={teamId === undefined} mayChange={mayChange} />}
      </Paged>
    </Panel>
  );
}

type AccountTableProps = {
  readonly rows: readonly ServiceAccount[];
  readonly withTeam: boolean;
  readonly mayChange: boolean;
};

function AccountTable({ rows, withTeam, mayChange }: AccountTableProps) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.name}</th>
          {withTeam ? <th>{WORDS.team}</th> : null}
          <th>{WORDS.project}</th>
          <th>{WORDS.owner}</th>
          {mayChange ? <th>{WORDS.steps}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((account) => (
          <tr key={account.id}>
            <td dir="auto" title={account.id}>
              {account.name} {account.status === 'archived' ? <Mark tone="plain">{WORDS.states.archived}</Mark> : null}
            </td>
            {withTeam ? (
              <td data-label={WORDS.team}>
                <Named of="team" id={account.teamId} />
              </td>
            ) : null}
            <td data-label={WORDS.project}>
              {account.projectId === null ? WORDS.none_ : <Named of="project" id={account.projectId} />}
            </td>
            <td data-label={WORDS.owner}>
              <PersonLink id={account.ownerPersonId} />
            </td>
            {mayChange ? (
              <td>
                <AccountSteps account={account} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AccountSteps({ account }: { readonly account: ServiceAccount }) {
  const of = { params: { id: account.id } };
  return (
    <Group gap={6}>
      {account.status === 'archived' ? null : (
        <DirectoryDialog
          label={WORDS.edit}
          title={account.name}
          confirm={WORDS.save}
          fields={accountFields({ account })}
          changes={CHANGES}
          carryOut={(texts, idempotencyKey) =>
            callOperation('changeServiceAccount', {
              ...of,
              ifRevision: account.revision,
              body: bodyOf(texts),
              idempotencyKey,
            })
          }
        />
      )}
      <RetireButton
        name={account.name}
        status={account.status}
        changes={CHANGES}
        archive={(idempotencyKey) => callOperation('archiveServiceAccount', { ...of, body: {}, idempotencyKey })}
        restore={(idempotencyKey) => callOperation('restoreServiceAccount', { ...of, body: {}, idempotencyKey })}
      />
    </Group>
  );
}

function bodyOf(texts: Texts) {
  return {
    name: texts['name'] ?? '',
    teamId: texts['teamId'] ?? '',
    ownerPersonId: texts['ownerPersonId'] ?? '',
    projectId: optionalText(texts, 'projectId'),
  };
}
