import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useOperation } from '../request/use-operation.ts';
import { LinkPage, linkTokenIn } from '../sign-in/link-page.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { Loaded } from '../states/loaded.tsx';
import { router } from './router.tsx';
import { type SessionFacts, SessionProvider, type Visit } from './session.tsx';

// The part for this address comes while it is asked who is there.
if (linkTokenIn(location) === undefined) void router.load();

/** The door: whoever is signed in sees the page at this address, everybody else the sign-in on the same address. */
export function Entrance() {
  const queries = useQueryClient();
  const visit = useOperation('readVisit', {});
  const [token, setToken] = useState(() => linkTokenIn(location));
  if (token !== undefined) {
    const begin = () => {
      history.replaceState(null, '', '/');
      setToken(undefined);
      // Not of everything: the link's own facts would be asked for again, and it is used up.
      void queries.resetQueries({ queryKey: ['readVisit'] });
    };
    return <LinkPage token={token} onSignedIn={begin} />;
  }
  if (visit.data === undefined && visit.error === null) return null;
  return (
    <Loaded query={visit}>
      {({ session, signIn }) => (
        <House session={session} options={signIn} onSignedIn={() => void queries.resetQueries()} />
      )}
    </Loaded>
  );
}

type HouseProps = {
  readonly session: Visit['session'];
  readonly options: Visit['signIn'];
  readonly onSignedIn: () => void;
};

/** Once somebody was here the page stays, also when their session is over: something may have been typed. */
function House({ session, options, onSignedIn }: HouseProps) {
  const [kept, setKept] = useState<SessionFacts | null>(session);
  useEffect(() => {
    if (session === null) return;
    // Whoever signed in meanwhile, in another tab, has a page of their own: nothing of this one is theirs.
    if (kept !== null && kept.person.id !== session.person.id) return location.reload();
    setKept(session);
  }, [session, kept]);
  const here = session ?? kept;
  if (here === null) return <SignInPage options={options} onSignedIn={onSignedIn} />;
  return (
    <SessionProvider session={here} isOver={session === null} options={options}>
      <RouterProvider router={router} />
    </SessionProvider>
  );
}
