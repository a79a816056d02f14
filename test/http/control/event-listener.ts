import type { AnswerOf } from '../../../src/contract/routes.ts';

export type Message = AnswerOf<'followEvents'>;

export type Listener = {
  readonly status: number;
  readonly headers: Headers;
  /** The next message; undefined at the end of the stream. */
  readonly next: () => Promise<Message | undefined>;
  /** Every text that came, as it came. */
  readonly heard: () => string;
  readonly leave: () => void;
};

/** Listens as a page does, by whatever header says who it is. */
export async function listenTo(
  address: string,
  headers: Readonly<Record<string, string>>,
  query = '',
): Promise<Listener> {
  const away = new AbortController();
  const response = await fetch(`${address}/api/v1/events${query}`, { headers, signal: away.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let [rest, all] = ['', ''];
  const next = async (): Promise<Message | undefined> => {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const data = /^data: (.*)$/m.exec(rest.slice(0, end))?.[1];
        rest = rest.slice(end + 2);
        if (data !== undefined) return JSON.parse(data);
        continue;
      }
      const piece = await reader?.read();
      if (piece?.value === undefined) return undefined;
      rest += piece.value;
      all += piece.value;
    }
  };
  return { status: response.status, headers: response.headers, next, heard: () => all, leave: () => away.abort() };
}
