import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { NOTICE_WORDS } from '../words/notice-words.ts';

type Channels = AnswerOf<'listNoticeChannels'>;
type Channel = Channels['rows'][number];

const WORDS = NOTICE_WORDS;

/** The ways out that this server is configured with; each can be tried. */
export function ChannelsPanel({ channels }: { readonly channels: UseQueryResult<Channels> }) {
  return (
    <Panel title={WORDS.channels} note={`${WORDS.channelsNote} ${quietInWords(channels.data?.quietHours)}`} flush>
      <Loaded query={channels} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty
                title={WORDS.noChannel}
                action={
                  <Anchor href="/docs/notices" size="sm">
                    {WORDS.docs}
                  </Anchor>
                }
              >
                {WORDS.noChannelWhy}
              </Empty>
            </div>
          ) : (
            <ChannelTable channels={rows} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function ChannelTable({ channels }: { readonly channels: readonly Channel[] }) {
  const mayTest = useMay()('control.write:budgets');
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.channel}</th>
            <th>{WORDS.kind}</th>
            <th>{WORDS.gets}</th>
            <th>{WORDS.receivers}</th>
            {mayTest ? <th>{WORDS.test}</th> : null}
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <tr key={channel.name}>
              <td>{channel.name}</td>
              <td data-label={WORDS.kind}>{WORDS.channelKinds[channel.kind]}</td>
              <td data-label={WORDS.gets}>{getsInWords(channel)}</td>
              <td data-label={WORDS.receivers}>{receiversInWords(channel)}</td>
              {mayTest ? (
                <td>
                  <ReasonButton
                    plain
                    label={WORDS.test}
                    note={WORDS.testNote}
                    changes={['listNotices']}
                    carryOut={(_reason, idempotencyKey) => sendTest(channel.name, idempotencyKey)}
                  />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

async function sendTest(name: string, idempotencyKey: string): Promise<void> {
  const { sent, why } = await callOperation('testNoticeChannel', { body: { channel: name }, idempotencyKey });
  notifications.show(sent ? { message: WORDS.sent(name) } : { color: 'red', message: WORDS.notSent(name, why ?? '') });
}

function getsInWords({ kinds, envelopeIds }: Channel): string {
  const what = kinds === null ? WORDS.everything : kinds.map((kind) => WORDS.kinds[kind]).join(', ');
  return envelopeIds === null ? what : `${what} ${WORDS.of} ${envelopeIds.join(', ')}`;
}

function receiversInWords({ audience }: Channel): string {
  if (audience === null) return WORDS.ownReceiver;
  const who = [
    ...(audience.owner ? [WORDS.owner] : []),
    ...(audience.callers ? [WORDS.callers] : []),
    ...(audience.addresses > 0 ? [WORDS.addresses(audience.addresses)] : []),
  ];
  return who.join(', ');
}

function quietInWords(quiet: Channels['quietHours'] | undefined): string {
  if (quiet === undefined) return '';
  if (quiet === null) return WORDS.noQuiet;
  const days = quiet.quietWeekdays.map((day) => WORDS.weekdays[day] ?? '').join(', ');
  return WORDS.quiet(quiet.fromHour, quiet.toHour) + (days === '' ? '' : WORDS.quietDays(days));
}
