import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { TextLink } from '../shell/links.tsx';
import { ROLE_PAGE_WORDS } from '../words/organisation-words.ts';
import { PEOPLE_WORDS } from '../words/people-words.ts';

type RoleFacts = AnswerOf<'listRoles'>['rows'][number];

const WORDS = ROLE_PAGE_WORDS;
/** Without what everybody has of their own. */
const AREAS = namesOf(WORDS.areas).filter((area) => area !== 'own');
const OTHERS = namesOf(WORDS.others);

/** The roles and what the server says that each may do. */
export function RoleTable({ roles }: { readonly roles: readonly RoleFacts[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.role}</th>
            <th>{WORDS.reads}</th>
            <th>{WORDS.changes}</th>
            <th>{WORDS.also}</th>
          </tr>
        </thead>
        <tbody>
          {roles.map(({ role, permissions }) => (
            <tr key={role}>
              <td>
                {role === 'employee' ? (
                  WORDS.employee
                ) : (
                  <TextLink to="/people" search={{ role }}>
                    {PEOPLE_WORDS.roleNames[role]}
                  </TextLink>
                )}
                <Text size="xs" c="dimmed" miw={220} maw={260}>
                  {WORDS.inShort[role]}
                </Text>
              </td>
              <td data-label={WORDS.reads}>{areasOf(permissions, 'control.read')}</td>
              <td data-label={WORDS.changes}>{areasOf(permissions, 'control.write')}</td>
              <td data-label={WORDS.also}>
                {OTHERS.filter((scope) => permissions.some((one) => one.startsWith(`${scope}:`)))
                  .map((scope) => WORDS.others[scope])
                  .join(', ') || '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Those parts of the control plane for which a role has the scope, in words. */
function areasOf(permissions: readonly string[], scope: string): string {
  const areas = AREAS.filter((area) => permissions.includes(`${scope}:${area}`));
  return areas.length === 0 ? '–' : areas.map((area) => WORDS.areas[area]).join(', ');
}
