import { type Notice, noticeId } from '../domain/notice/notice.ts';
import type { NoticeChannel, SendResult } from '../ports/notice-channel.ts';
import type { KeptNotice } from '../ports/notice-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import type { NoticeContext } from './notice-context.ts';
import { recipientsOf } from './raise-notices.ts';

/** Lets dead deliveries of a notice begin anew, of one channel or of all. */
export async function retryNotice(
  context: NoticeContext,
  commander: Commander,
  order: { readonly id: string; readonly channel: string | null },
): Promise<KeptNotice | ControlRefusal> {
  const kept = await context.notices.read(order.id);
  if (kept === undefined) return refuseCommand('not_found', `There is no notice "${order.id}".`);
  const revived = await context.notices.retry(order.id, { channel: order.channel, nowMs: context.clock.nowMs() });
  if (revived === 0) {
    const where = order.channel === null ? '' : ` on the channel "${order.channel}"`;
    return refuseCommand(
      'rule_broken',
      `No delivery of this notice${where} was given up; there is nothing to try again.`,
    );
  }
  await context.store.write(commander.actor, (unit) =>
    unit.audit({
      type: 'notice.retried',
      subject: `notice:${order.id}`,
      detail: { channel: order.channel, deliveries: revived },
    }),
  );
  return (await context.notices.read(order.id)) ?? kept;
}

export type TestedChannel = {
  readonly channel: string;
  readonly kind: NoticeChannel['kind'];
  readonly result: SendResult;
};

/** Sends a notice that means nothing through a channel of this process, now, and says what came of it. It stands in no outbox. */
export async function testChannel(
  context: NoticeContext,
  commander: Commander,
  name: string,
): Promise<TestedChannel | ControlRefusal> {
  const channel = context.channels.find((one) => one.name === name);
  if (channel === undefined) {
    const known = context.channels.map((one) => `"${one.name}"`).join(', ');
    const those = known === '' ? 'None is configured: see docs/notices.md.' : `There are ${known}.`;
    return refuseCommand('not_found', `This server has no channel "${name}". ${those}`);
  }
  const nowMs = context.clock.nowMs();
  const notice = testNotice(name, nowMs);
  const known = await recipientsOf(context, channel, notice);
  const own =
    commander.actor.kind === 'person' ? (await context.store.get('person', commander.actor.id))?.row.email : undefined;
  // Of an envelope's owner or callers there are none here: whoever tests it gets it.
  const recipients = known.length > 0 || own === undefined ? known : [own];
  if (channel.audience !== null && recipients.length === 0)
    return refuseCommand(
      'rule_broken',
      "Nobody is there to write to: the channel names no address, and your key is no person's.",
    );
  const result = await channel.send({ notice, recipients, nowMs });
  await context.store.write(commander.actor, (unit) =>
    unit.audit({
      type: 'notice.tested',
      subject: `notice_channel:${name}`,
      detail: { kind: channel.kind, result: result.kind },
    }),
  );
  return { channel: name, kind: channel.kind, result };
}

function testNotice(channel: string, nowMs: number): Notice {
  const about = { kind: 'test', envelopeId: null, periodStartMs: null, threshold: `${channel}-${nowMs}` } as const;
  return {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: 'A test of this channel',
    words: 'Somebody asked Tokenward to try this channel. Nothing is wrong, and nothing is to be done.',
    detail: { channel },
    raisedAtMs: nowMs,
  };
}
