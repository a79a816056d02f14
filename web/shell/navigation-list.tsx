import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { SHELL_WORDS } from '../words/shell-words.ts';
import { type Destination, NAVIGATION } from './navigation.ts';
import { useMayOpen } from './session.tsx';
import { useWaiting } from './use-waiting.ts';

/** Every page that this person may open, in groups. */
export function NavigationList({ onChoose }: { readonly onChoose?: () => void }) {
  const mayOpen = useMayOpen();
  const waiting = useWaiting();
  const list = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is longer than the window, and where one is may be below it
  useEffect(() => {
    const link = list.current?.querySelector('[aria-current="page"]');
    // In a window as high as the page the list scrolls itself, in the drawer the drawer does.
    for (const frame of [list.current, list.current?.closest('[role="dialog"]')]) showIn(frame, link);
  }, [pathname]);
  const groups = NAVIGATION.map((group) => ({
    ...group,
    destinations: group.destinations.filter(mayOpen),
  })).filter(({ destinations }) => destinations.length > 0);
  return (
    <nav ref={list} className="shell-nav" aria-label={SHELL_WORDS.navigation}>
      {groups.map((group) => (
        <div key={group.label ?? ''}>
          {group.label === null ? null : <div className="shell-group">{group.label}</div>}
          {group.destinations.map((destination) => (
            <NavigationLink
              key={destination.path}
              destination={destination}
              waiting={destination.path === '/requests' ? waiting : 0}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </nav>
  );
}

/** By hand: `scrollIntoView` also tells the browser to go on from there, and the first Tab would pass what comes before. */
function showIn(frame: Element | null | undefined, link: Element | null | undefined): void {
  if (frame == null || link == null) return;
  const [outer, inner] = [frame.getBoundingClientRect(), link.getBoundingClientRect()];
  frame.scrollTop += Math.max(0, inner.bottom - outer.bottom) - Math.max(0, outer.top - inner.top);
}

type NavigationLinkProps = {
  readonly destination: Destination;
  readonly waiting: number;
  readonly onChoose: (() => void) | undefined;
};

function NavigationLink({ destination: { path, label, icon: Icon }, waiting, onChoose }: NavigationLinkProps) {
  return (
    <Link
      to={path}
      className="shell-link"
      activeOptions={{ exact: path === '/', includeSearch: false }}
      onClick={onChoose}
    >
      <Icon size={17} stroke={1.7} aria-hidden />
      {label}
      {waiting === 0 ? null : (
        <span className="shell-count">
          {waiting}
          <span className="sr-only"> {SHELL_WORDS.waiting}</span>
        </span>
      )}
    </Link>
  );
}
