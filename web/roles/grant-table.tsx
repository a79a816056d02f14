import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { reachInWords } from '../people/roles-panel.tsx';
import { ROLE_PAGE_WORDS } from '../words/organisation-words.ts';
import { PEOPLE_WORDS } from '../words/people-words.ts';

type Grant = AnswerOf<'readRoleGrant'>;

const WORDS = ROLE_PAGE_WORDS;

/** Grants with whom they are of, for what, from whom and until when. */
export function GrantTable({ grants }: { readonly grants: readonly Grant[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.person}</th>
            <th>{WORDS.role}</th>
            <th>{WORDS.reach}</th>
            <th>{WORDS.from}</th>
            <th>{WORDS.until}</th>
          </tr>
        </thead>
        <tbody>
          {grants.map((grant) => (
            <tr key={grant.id}>
              <td>
                <PersonLink id={grant.personId} />
              </td>
              <td data-label={WORDS.role}>
                {grant.role === 'employee' ? WORDS.employee : PEOPLE_WORDS.roleNames[grant.role]}
              </td>
              <td data-label={WORDS.reach}>{reachInWords(grant.reach)}</td>
              <td data-label={WORDS.from}>
                <span>
                  {grant.source === 'granted' ? (
                    <>
                      {WORDS.by} <PersonLink id={grant.grantedBy} />
                    </>
                  ) : (
                    WORDS.byProvider
                  )}
                  <Text size="xs" c="dimmed" dir="auto">
                    {grant.reason}
                  </Text>
                </span>
              </td>
              <td data-label={WORDS.until}>
                {grant.expiresAt === null ? WORDS.open : <Moment at={grant.expiresAt} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
