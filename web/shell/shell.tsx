import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconMenu2 from '@tabler/icons-react/dist/esm/icons/IconMenu2.mjs';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { EvidenceFoot } from '../evidence/evidence-foot.tsx';
import { Mark } from '../sign-in/mark.tsx';
import { SHELL_WORDS } from '../words/shell-words.ts';
import { AccountMenu } from './account-menu.tsx';
import { CommandPalette, CommandPaletteButton } from './command-palette.tsx';
import { NavigationList } from './navigation-list.tsx';

/** After the page: what it shows first waits for nothing of it. */
const LiveMark = lazy(async () => {
  await new Promise((painted) => setTimeout(painted, LIVE_AFTER_MS));
  return { default: (await import('../live/live-mark.tsx')).LiveMark };
});
const LIVE_AFTER_MS = 500;

/** What stands around every page. */
export function Shell() {
  const [open, drawer] = useDisclosure(false);
  return (
    <div className="shell">
      <a href="#content" className="skip">
        {SHELL_WORDS.skip}
      </a>
      <header className="shell-bar">
        <Name />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={SHELL_WORDS.openNavigation}
          onClick={drawer.open}
        >
          <IconMenu2 size={20} />
        </ActionIcon>
      </header>
      <header className="shell-side">
        <Name />
        <CommandPaletteButton />
        <NavigationList />
        <AccountMenu />
      </header>
      <Drawer opened={open} onClose={drawer.close} size={280} title={<Name />} position="right">
        <CommandPaletteButton onOpen={drawer.close} />
        <NavigationList onChoose={drawer.close} />
        <AccountMenu />
      </Drawer>
      <main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <Outlet />
        <EvidenceFoot />
      </main>
      <CommandPalette />
      <Suspense>
        <LiveMark />
      </Suspense>
    </div>
  );
}

function Name() {
  return (
    <Link to="/" className="shell-name">
      <Mark size={22} />
      {SHELL_WORDS.product}
    </Link>
  );
}
