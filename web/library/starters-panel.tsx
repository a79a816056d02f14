import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Share } from '../figures/share.tsx';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { REUSE_WORDS } from '../words/reuse-words.ts';

type Starters = AnswerOf<'listStarterRoles'>;
type Role = Starters['rows'][number];

const EVERYONE = 'everyone';

/** What each role begins with, and whether its people do. */
export function StartersPanel({ starters }: { readonly starters: UseQueryResult<Starters> }) {
  return (
    <Panel title={REUSE_WORDS.starters} note={REUSE_WORDS.startersNote} flush>
      <Loaded query={starters} lines={6}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={REUSE_WORDS.noStarters}>{REUSE_WORDS.noStartersWhy}</Empty>
            </div>
          ) : (
            <div className="table-scroll">
              <table className="table table-stack">
                <thead>
                  <tr>
                    <th>{REUSE_WORDS.asset}</th>
                    <th>{REUSE_WORDS.kind}</th>
                    <th className="number" style={{ width: 220 }}>
                      {REUSE_WORDS.usedBy}
                    </th>
                  </tr>
                </thead>
                {rows.map((role) => (
                  <RoleRows key={role.role} role={role} />
                ))}
              </table>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}

function RoleRows({ role: { role, people, assets } }: { readonly role: Role }) {
  return (
    <tbody>
      <tr>
        <th colSpan={3} scope="rowgroup" className="table-group">
          <Text span size="sm" fw={500} c="var(--mantine-color-text)">
            {role === EVERYONE ? REUSE_WORDS.everyone : role}
          </Text>{' '}
          <Text span size="xs">
            {people === null ? REUSE_WORDS.fewPeople : REUSE_WORDS.rolePeople(count(people))}
          </Text>
        </th>
      </tr>
      {assets.map(({ assetId, name, kind, usedPercent }) => (
        <tr key={assetId}>
          <td>
            <TextLink to="/library/$assetId" params={{ assetId }}>
              {name}
            </TextLink>
          </td>
          <td data-label={REUSE_WORDS.kind}>{LIBRARY_WORDS.kinds[kind]}</td>
          <td className="number" data-label={REUSE_WORDS.usedBy}>
            {usedPercent === null ? (
              <Text span size="xs" c="dimmed">
                {REUSE_WORDS.notTold}
              </Text>
            ) : (
              <span>
                {REUSE_WORDS.percent(usedPercent)}
                <Share of={usedPercent / 100} />
              </span>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
