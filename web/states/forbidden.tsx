import { Text } from '@mantine/core';
import { useOperation } from '../request/use-operation.ts';
import { STATE_WORDS } from '../words/state-words.ts';

/** Somebody opened what none of their roles allows: which roles would, and who gives them. */
export function Forbidden({ permission }: { readonly permission: string }) {
  const { data } = useOperation('listRoles', {});
  if (data === undefined) return <Text size="sm" mih="1.5em" />;
  const roles = data.rows.filter(({ permissions }) => permissions.includes(permission)).map(({ role }) => role);
  const names = data.givenBy.map(({ name }) => name).join(', ');
  return (
    <Text size="sm">
      {roles.length === 0 ? null : `${STATE_WORDS.forbiddenRoles(roles.join(', ').replaceAll('_', ' '))} `}
      {names === '' ? STATE_WORDS.forbiddenAskNobody : STATE_WORDS.forbiddenAsk(names)}
    </Text>
  );
}
