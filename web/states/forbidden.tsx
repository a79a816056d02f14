import { Group, Text } from '@mantine/core';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { SHELL_WORDS } from '../words/shell-words.ts';
import { STATE_WORDS } from '../words/state-words.ts';
import type { NotYoursProps } from './trouble.tsx';

type Own = '/record' | '/rules' | '/costs' | '/outcomes' | '/points' | '/account' | '/report' | '/workbench';

const { pages } = SHELL_WORDS;
const NAMES: Readonly<Record<Own, string>> = {
  '/record': pages.record,
  '/rules': pages.rules,
  '/costs': pages.costs,
  '/outcomes': pages.outcomes,
  '/points': pages.points,
  '/account': pages.myAccount,
  '/report': pages.report,
  '/workbench': pages.workbench,
};
/** What everybody may see of the same matter about themselves, by the area of the permission. */
// biome-ignore format: a table is read down
const INSTEAD: Readonly<Record<string, readonly Own[]>> = {
  outcomes:   ['/outcomes', '/points'],
  programmes: ['/points', '/outcomes'],
  budgets:    ['/costs', '/rules'],
  finance:    ['/costs'],
  usage:      ['/costs', '/record'],
  findings:   ['/record', '/report'],
  protection: ['/record', '/report'],
  catalogue:  ['/rules', '/workbench'],
  policy:     ['/rules'],
  access:     ['/account'],
  audit:      ['/record'],
  content:    ['/record'],
};
const USUAL: readonly Own[] = ['/record', '/rules'];

/** Somebody opened what none of their roles allows: which roles would, who gives them, what to name, and what is theirs instead. */
export function Forbidden({ permission, reference }: NotYoursProps) {
  const { data } = useOperation('listRoles', {});
  if (data === undefined) return <Text size="sm" mih="1.5em" />;
  const roles = data.rows.filter(({ permissions }) => permissions.includes(permission)).map(({ role }) => role);
  const names = data.givenBy.map(({ name }) => name).join(', ');
  return (
    <>
      <Text size="sm">
        {roles.length === 0 ? null : `${STATE_WORDS.forbiddenRoles(roles.join(', ').replaceAll('_', ' '))} `}
        {names === '' ? STATE_WORDS.forbiddenAskNobody : STATE_WORDS.forbiddenAsk(names)}
      </Text>
      <Group gap="sm" mt={6}>
        <Text size="sm">{STATE_WORDS.forbiddenInstead}</Text>
        {(INSTEAD[permission.split(':')[1] ?? ''] ?? USUAL).map((path) => (
          <TextLink key={path} to={path}>
            {NAMES[path]}
          </TextLink>
        ))}
      </Group>
      <Text size="xs" c="dimmed" mt={6} className="figures">
        {STATE_WORDS.forbiddenMissing(permission)}
        {reference === undefined ? null : ` · ${STATE_WORDS.reference} ${reference}`}
      </Text>
    </>
  );
}
