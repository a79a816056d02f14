import { createSlackChannel, createTeamsChannel } from '../../connectors/notice/chat-channels.ts';
import { createWebhookChannel } from '../../connectors/notice/webhook-channel.ts';
import type { NoticeChannel } from '../../ports/notice-channel.ts';
import { noticeSecret } from '../secrets/notice-secrets.ts';
import type { NoticeSettings, SecretReference } from '../settings/notice-settings.ts';

type Configured = NoticeSettings['channels'][number];

/** The channels of this process. The mail library is loaded only where it is used. */
export async function openChannels(
  settings: NoticeSettings,
  environment: NodeJS.ProcessEnv,
): Promise<readonly NoticeChannel[]> {
  return Promise.all(
    settings.channels.map((channel) => openChannel(channel, settings.allowPrivateAddresses, environment)),
  );
}

async function openChannel(
  channel: Configured,
  allowPrivate: boolean,
  environment: NodeJS.ProcessEnv,
): Promise<NoticeChannel> {
  const secret = (reference: SecretReference) => noticeSecret(reference, environment);
  const { name, kinds, envelopes } = channel;
  const common = { base: { name, kinds, envelopeIds: envelopes }, allowPrivate };
  switch (channel.kind) {
    case 'webhook':
      return createWebhookChannel({
        ...common,
        url: () => channel.url,
        secret: secret(channel.secret),
        formerSecret: channel.formerSecret === null ? null : secret(channel.formerSecret),
      });
    case 'slack':
      return createSlackChannel({ ...common, url: secret(channel.url) });
    case 'teams':
      return createTeamsChannel({ ...common, url: secret(channel.url) });
    case 'email': {
      const { createEmailChannel } = await import('../../connectors/notice/email-channel.ts');
      const { host, port, tls, from, user, password, to } = channel;
      return createEmailChannel({
        ...{ base: common.base, host, port, tls, from },
        login: user === null || password === null ? null : { user, password: secret(password) },
        audience: { owner: channel.toOwner, callers: channel.toCallers, addresses: to },
      });
    }
  }
}
