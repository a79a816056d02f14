import { hash } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import type { Audience, NoticeChannel, SendResult } from '../../ports/notice-channel.ts';
import { type ChannelBase, withSecret } from './channel-base.ts';

export type EmailOptions = Pick<ChannelBase, 'base'> & {
  readonly host: string;
  readonly port: number;
  /** implicit: from the first byte (465). starttls: required before anything is said (587). none: within one machine. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly password: () => string } | null;
  readonly from: string;
  readonly audience: Audience;
};

const WAIT_MAX_MS = 10_000;

/** Plain text by SMTP, one message, receivers unseen by one another: who else was told is nobody's business. */
export function createEmailChannel(options: EmailOptions): NoticeChannel {
  const { base, from, audience } = options;
  return {
    ...base,
    kind: 'email',
    audience,
    send: ({ notice, recipients }) =>
      withSecret(async () => {
        const transport = openTransport(options);
        const { id, subject, words } = notice;
        const name = hash('sha256', id, 'hex').slice(0, 32);
        try {
          await transport.sendMail({
            from,
            bcc: [...recipients],
            subject: `[Tokenward] ${subject}`,
            text: `${words}\n\n-- \nNotice ${id}\n`,
            // The same at each try, so that a mailbox can tell a second one.
            messageId: `<${name}@${from.split('@').at(-1)?.replace('>', '') ?? 'tokenward'}>`,
            headers: { 'auto-submitted': 'auto-generated', 'x-tokenward-notice': id },
            disableFileAccess: true,
            disableUrlAccess: true,
          });
          return { kind: 'sent' };
        } catch (error) {
          return failureOf(error);
        } finally {
          transport.close();
        }
      }),
  };
}

function openTransport({ host, port, tls, login }: EmailOptions): Transporter {
  return createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password() } }),
    connectionTimeout: WAIT_MAX_MS,
    greetingTimeout: WAIT_MAX_MS,
    socketTimeout: WAIT_MAX_MS,
    dnsTimeout: WAIT_MAX_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** The server's code is told and none of its words, which may name people. */
function failureOf(error: unknown): SendResult {
  const of = (member: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, member) : undefined;
  const [code, answer] = [of('code'), of('responseCode')];
  const why =
    typeof answer === 'number'
      ? `the mail server answered ${answer}`
      : `the mail server was not reached (${typeof code === 'string' ? code : 'unknown'})`;
  return { kind: 'failed', why, retryAfterMs: null, isFinal: false };
}
