import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { useOperation } from '../request/use-operation.ts';
import { LinkPage, linkTokenIn } from '../sign-in/link-page.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { Loaded } from '../states/loaded.tsx';
import { router } from './router.tsx';
import { SessionProvider } from './session.tsx';

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
      {({ session, signIn }) =>
        session === null ? (
          <SignInPage options={signIn} onSignedIn={() => void queries.resetQueries()} />
        ) : (
          <SessionProvider session={session} options={signIn}>
            <RouterProvider router={router} />
          </SessionProvider>
        )
      }
    </Loaded>
  );
}
