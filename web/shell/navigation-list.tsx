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
    const nav = list.current;
    const here = nav?.querySelector('[aria-current="page"]');
    if (nav === null || here == null) return;
    // By hand: what is scrolled into view is where the browser goes on by the Tab key, past the way to the content.
    const [frame, link] = [nav.getBoundingClientRect(), here.getBoundingClientRect()];
    nav.scrollTop += Math.min(0, link.top - frame.top) + Math.max(0, link.bottom - frame.bottom);
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
