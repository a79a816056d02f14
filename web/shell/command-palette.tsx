import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { SHELL_WORDS } from '../words/shell-words.ts';
import { NAVIGATION } from './navigation.ts';
import { useMayOpen } from './session.tsx';

/** Every page by its name: Ctrl K or Cmd K. */
export function CommandPalette() {
  const navigate = useNavigate();
  const mayOpen = useMayOpen();
  const actions: SpotlightActionData[] = NAVIGATION.flatMap(({ destinations }) => destinations)
    .filter(mayOpen)
    .map(({ path, label, icon: Icon }) => ({
      id: path,
      label,
      leftSection: <Icon size={17} stroke={1.7} aria-hidden />,
      onClick: () => void navigate({ to: path }),
    }));
  return (
    <Spotlight
      actions={actions}
      shortcut={['mod + K']}
      nothingFound={SHELL_WORDS.searchNothing}
      searchProps={{ placeholder: SHELL_WORDS.search, 'aria-label': SHELL_WORDS.search }}
      attributes={{ content: { 'aria-label': SHELL_WORDS.search } }}
      highlightQuery
    />
  );
}

export function CommandPaletteButton({ onOpen }: { readonly onOpen?: () => void }) {
  const open = () => {
    onOpen?.();
    spotlight.open();
  };
  return (
    <button type="button" className="shell-search" onClick={open}>
      {SHELL_WORDS.search}
      <kbd className="shell-keys">{SHELL_WORDS.searchKeys}</kbd>
    </button>
  );
}
