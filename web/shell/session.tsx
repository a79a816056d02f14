import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { onSessionEnded } from '../request/session-watch.ts';
import { SignInAgain } from '../sign-in/sign-in-again.tsx';

export type Visit = AnswerOf<'readVisit'>;
export type SessionFacts = NonNullable<Visit['session']>;

const SessionContext = createContext<SessionFacts | null>(null);

export type SessionProviderProps = {
  readonly session: SessionFacts;
  /** Whether it is known to have ended. */
  readonly isOver: boolean;
  readonly options: Visit['signIn'];
  readonly children: ReactNode;
};

/** Who is signed in. When the session ends, the page stays as it is and the sign-in opens above it: nothing typed is lost. */
export function SessionProvider({ session, isOver, options, children }: SessionProviderProps) {
  const [ended, setEnded] = useState(false);
  useEffect(() => onSessionEnded(() => setEnded(true)), []);
  return (
    <SessionContext value={session}>
      {children}
      {ended || isOver ? <SignInAgain session={session} options={options} onSignedIn={() => setEnded(false)} /> : null}
    </SessionContext>
  );
}

export function useSession(): SessionFacts {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('This page is shown to people who are signed in.');
  return session;
}

/** Whether a page or button is for this person; the server decides all the same. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}

/** What a page asks of whoever opens it. */
export type Asked = {
  /** Left out: everybody. */
  readonly permission?: string;
  /** Also for whoever leads a team, about that team. */
  readonly forLeads?: true;
  /** Also for whoever holds the permission for a part: the server tells of that part alone. */
  readonly within?: readonly ('team' | 'use_case')[];
};

/** Whether a page is shown to this person. */
export function useMayOpen(): (asked: Asked) => boolean {
  const { permissions, permissionsWithin, roles } = useSession();
  const leads = roles.some(({ role, reach }) => role === 'manager' && reach.kind === 'team');
  return ({ permission, forLeads = false, within = [] }) =>
    permission === undefined ||
    permissions.includes(permission) ||
    (forLeads && leads) ||
    permissionsWithin.some((held) => held.permission === permission && within.some((kind) => kind === held.reach.kind));
}
