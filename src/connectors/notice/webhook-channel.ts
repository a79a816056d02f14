import { Webhook } from 'standardwebhooks';
import type { NoticeChannel } from '../../ports/notice-channel.ts';
import { type ChannelBase, withSecret } from './channel-base.ts';
import { postJson } from './post-json.ts';

export type WebhookOptions = ChannelBase & {
  readonly url: () => string;
  /** `whsec_…`, or base64. */
  readonly secret: () => string;
  /** While receivers change over: signed with both. */
  readonly formerSecret: (() => string) | null;
};

/** Signed as Standard Webhooks says: `webhook-id` is the notice's id, the same at each try, so a receiver can tell a second one. */
export function createWebhookChannel(options: WebhookOptions): NoticeChannel {
  const { base, allowPrivate, url, secret, formerSecret } = options;
  return {
    ...base,
    kind: 'webhook',
    audience: null,
    send: ({ notice, nowMs }) =>
      withSecret(async () => {
        const at = new Date(nowMs);
        const { id, kind, raisedAtMs, ...rest } = notice;
        const data = { id, ...rest, raisedAt: new Date(raisedAtMs).toISOString() };
        const body = JSON.stringify({ type: `notice.${kind}`, timestamp: new Date(raisedAtMs).toISOString(), data });
        const secrets = [secret(), ...(formerSecret === null ? [] : [formerSecret()])];
        const headers = {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': secrets.map((each) => new Webhook(each).sign(id, at, body)).join(' '),
        };
        return postJson({ url: url(), headers, body, allowPrivate });
      }),
  };
}
