import { Text } from '@mantine/core';
import { reachInWords } from '../people/roles-panel.tsx';
import { PEOPLE_WORDS } from '../words/people-words.ts';
import { SET_UP_WORDS } from '../words/sign-in-set-up-words.ts';
import type { SetUp } from './sign-in-settings-page.tsx';

const WORDS = SET_UP_WORDS;

/** Which group gives which role, as the configuration says. */
export function GroupRules({ rules }: { readonly rules: SetUp['provisioning']['groupRoles'] }) {
  if (rules.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {WORDS.noGroups}
      </Text>
    );
  return (
    <div className="table-scroll">
      <table className="table table-stack table-inset">
        <thead>
          <tr>
            <th>{WORDS.group}</th>
            <th>{WORDS.role}</th>
            <th>{WORDS.reach}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ group, role, reach }) => (
            <tr key={`${group} ${role} ${reachInWords(reach)}`}>
              <td dir="auto">{group}</td>
              <td data-label={WORDS.role}>
                {role === 'employee' ? PEOPLE_WORDS.employee : PEOPLE_WORDS.roleNames[role]}
              </td>
              <td data-label={WORDS.reach}>{reachInWords(reach)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
