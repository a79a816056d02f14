import type { NoticeChannel, SendResult } from '../../ports/notice-channel.ts';

/** What every channel has. */
export type ChannelBase = {
  readonly base: Pick<NoticeChannel, 'name' | 'kinds' | 'envelopeIds'>;
  readonly allowPrivate: boolean;
};

/** A secret that is missing, or is none of its kind, is a failure that a person can mend; its value is never told. */
export async function withSecret(send: () => Promise<SendResult>): Promise<SendResult> {
  try {
    return await send();
  } catch (error) {
    const why =
      error instanceof SecretMissingError
        ? error.message
        : 'the secret cannot be used: it is not in the form that the channel needs';
    return { kind: 'failed', why, retryAfterMs: null, isFinal: false };
  }
}

export class SecretMissingError extends Error {
  /** `where` names a variable or a file, which is no secret. */
  constructor(where: string) {
    super(`${where} is not set, or cannot be read`);
    this.name = 'SecretMissingError';
  }
}
