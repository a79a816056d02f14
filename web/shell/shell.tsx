import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconMenu2 from '@tabler/icons-react/dist/esm/icons/IconMenu2.mjs';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, useDeferredValue } from 'react';
import { EvidenceFoot } from '../evidence/evidence-foot.tsx';
import { Mark } from '../sign-in/mark.tsx';
import { Part } from '../states/broken.tsx';
import { Page } from '../states/page.tsx';
import { NotYours } from '../states/trouble.tsx';
import { SHELL_WORDS } from '../words/shell-words.ts';
import { AccountMenu } from './account-menu.tsx';
import { CommandPalette, CommandPaletteButton } from './command-palette.tsx';
import { NAVIGATION } from './navigation.ts';
import { NavigationList } from './navigation-list.tsx';
import { useMayOpen } from './session.tsx';

/** After the page: what it shows first waits for nothing of it. */
const LiveMark = lazy(async () => {
  await new Promise((painted) => setTimeout(painted, LIVE_AFTER_MS));
  return { default: (await import('../live/live-mark.tsx')).LiveMark };
});
const LIVE_AFTER_MS = 500;

/** What stands around every page, and is drawn after it: the page's questions are on their way by then. */
export function Shell() {
  const [open, drawer] = useDisclosure(false);
  const isDrawn = useDeferredValue(true, false);
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
        {isDrawn ? (
          <>
            <CommandPaletteButton />
            <NavigationList />
            <AccountMenu />
          </>
        ) : null}
      </header>
      {isDrawn ? (
        <Drawer opened={open} onClose={drawer.close} size={280} title={<Name />} position="right">
          <CommandPaletteButton onOpen={drawer.close} />
          <NavigationList onChoose={drawer.close} />
          <AccountMenu />
        </Drawer>
      ) : null}
      <main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <Opened />
        <EvidenceFoot />
      </main>
      <CommandPalette />
      <Part without={null}>
        <LiveMark />
      </Part>
    </div>
  );
}

/** The page, or for whoever may not open it which roles may and who gives them: its address is no secret. */
function Opened() {
  const { pathname } = useLocation();
  const mayOpen = useMayOpen();
  const destination = NAVIGATION.flatMap(({ destinations }) => destinations).find(
    ({ path }) => path !== '/' && (pathname === path || pathname.startsWith(`${path}/`)),
  );
  if (destination?.permission === undefined || mayOpen(destination)) return <Outlet />;
  return (
    <Page title={destination.label}>
      <NotYours permission={destination.permission} />
    </Page>
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
