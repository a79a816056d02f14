import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count, counted } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { ACCESS_WORDS } from '../words/people-words.ts';
import type { Person } from './person-form.tsx';

type Link = AnswerOf<'createSignInLink'>;
type Access = AnswerOf<'readPersonAccess'>;

const WORDS = ACCESS_WORDS;
const CHANGES = ['readPersonAccess'] as const;

/** By what somebody comes in, with the steps of whoever looks after it. */
export function AccessPanel({ person }: { readonly person: Person }) {
  const of = { params: { id: person.id } };
  const access = useOperation('readPersonAccess', of);
  const mayChange = useMay()('control.write:access') && person.status === 'active';
  // Kept in the memory of this page alone, until it is closed or left.
  const [link, setLink] = useState<Link | null>(null);
  return (
    <Panel title={WORDS.title} note={WORDS.note}>
      {link === null ? null : <LinkNotice link={link} person={person} onClose={() => setLink(null)} />}
      <Loaded query={access} lines={5}>
        {(facts) => (
          <>
            <AccessFacts access={facts} />
            {mayChange ? (
              <Group gap="sm">
                <ReasonButton
                  plain
                  label={facts.hasPassword || facts.invitationEndsAt !== null ? WORDS.inviteAgain : WORDS.invite}
                  note={WORDS.inviteNote}
                  changes={CHANGES}
                  filled={!facts.hasPassword && facts.identities.length === 0}
                  carryOut={async (_reason, idempotencyKey) =>
                    setLink(await callOperation('createSignInLink', { ...of, idempotencyKey }))
                  }
                />
                {facts.sessions === 0 ? null : (
                  <ReasonButton
                    label={WORDS.end}
                    note={WORDS.endNote}
                    changes={CHANGES}
                    carryOut={(reason, idempotencyKey) =>
                      callOperation('endPersonSessions', { ...of, body: { reason }, idempotencyKey })
                    }
                  />
                )}
              </Group>
            ) : null}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function AccessFacts({ access }: { readonly access: Access }) {
  const { identities, provisioned, invitationEndsAt } = access;
  return (
    <Facts
      facts={[
        [WORDS.password, access.hasPassword ? WORDS.hasPassword : WORDS.noPassword],
        [
          WORDS.providers,
          identities.length === 0
            ? WORDS.noProvider
            : identities.map(({ issuer, subject, linkedAt }) => (
                <span key={issuer} title={subject}>
                  {issuer}, {WORDS.since} <Moment at={linkedAt} day />
                </span>
              )),
        ],
        [WORDS.scim, provisioned === null ? WORDS.notScim : WORDS.scimAs(provisioned.userName)],
        [
          WORDS.invitation,
          invitationEndsAt === null ? (
            WORDS.noInvitation
          ) : (
            <span key="until">
              {WORDS.until} <Moment at={invitationEndsAt} />
            </span>
          ),
        ],
        [WORDS.sessions, counted(access.sessions, WORDS.sessionNames)],
        [WORDS.keys, count(access.keys)],
      ]}
    />
  );
}

type LinkNoticeProps = { readonly link: Link; readonly person: Person; readonly onClose: () => void };

/** A link at its birth, the one time that it is seen. */
function LinkNotice({ link: { link, expiresAt }, person, onClose }: LinkNoticeProps) {
  return (
    <Stack gap="xs" role="status" mb="md" className="pending">
      <Text size="sm" fw={600}>
        {WORDS.link} {person.name}
      </Text>
      <Text size="sm">{link === null ? WORDS.linkGone : WORDS.linkNote}</Text>
      {link === null ? null : (
        <>
          <code className="hash">{link}</code>
          <Text size="xs">
            {WORDS.linkUntil} <Moment at={expiresAt} />.
          </Text>
        </>
      )}
      <Group gap="sm">
        {link === null ? null : (
          <>
            <CopyButton value={link}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? WORDS.copied : WORDS.copy}
                </Button>
              )}
            </CopyButton>
            <Button size="compact-sm" variant="default" component="a" href={mailOf(person.email, link)}>
              {WORDS.mail}
            </Button>
          </>
        )}
        <Button size="compact-sm" onClick={onClose}>
          {WORDS.close}
        </Button>
      </Group>
    </Stack>
  );
}

/** Opens the reader's own mail program: the link goes through no server of ours. */
function mailOf(to: string, link: string): string {
  const body = encodeURIComponent(WORDS.mailBody(link));
  return `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(WORDS.mailSubject)}&body=${body}`;
}
