import { Menu, Text, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { callOperation } from '../request/call-operation.ts';
import { SHELL_WORDS } from '../words/shell-words.ts';
import { useSession } from './session.tsx';

const SCHEMES = ['light', 'dark', 'auto'] as const;
const SCHEME_WORDS = { light: SHELL_WORDS.light, dark: SHELL_WORDS.dark, auto: SHELL_WORDS.system } as const;

/** Who is signed in, how it looks, and the way out. */
export function AccountMenu() {
  const { person } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useMutation({
    mutationFn: () => callOperation('signOut', {}),
    onSuccess: ({ continueAt }) => {
      if (continueAt !== null) return location.assign(continueAt);
      queries.clear();
      location.assign('/');
    },
  });
  return (
    <Menu position="top-start" width={212} withinPortal={false}>
      <Menu.Target>
        <button type="button" className="shell-person">
          <span className="shell-initials" aria-hidden>
            {initialsOf(person.name)}
          </span>
          <span className="sr-only">{SHELL_WORDS.account}</span>
          <span style={{ minWidth: 0 }}>
            <Text size="sm" fw={500} truncate>
              <bdi>{person.name}</bdi>
            </Text>
            <Text size="xs" c="dimmed" truncate>
              <bdi>{person.teamName}</bdi>
            </Text>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{SHELL_WORDS.appearance}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={scheme === colorScheme}
            rightSection={scheme === colorScheme ? '✓' : null}
            onClick={() => setColorScheme(scheme)}
          >
            {SCHEME_WORDS[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void navigate({ to: '/account' })}>{SHELL_WORDS.pages.myAccount}</Menu.Item>
        <Menu.Item onClick={() => signOut.mutate()}>{SHELL_WORDS.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return ([...first][0] ?? '?') + ([...(last ?? '')][0] ?? '');
}
