/** What one read told about the answer under way. */
export type AnswerProgress = 'head' | 'body' | 'end' | 'failed';

export type AnswerReader = { readonly read: (bytes: Buffer) => AnswerProgress };

const headEnd = Buffer.from('\r\n\r\n');

/**
 * Finds the end of answers on one keep-alive connection, by length or by the last chunk, and nothing more.
 * `body` is returned as soon as a byte of the body is here. Enough for this upstream: no event holds a bare `0` line.
 */
export function answerReader(): AnswerReader {
  let head: Buffer | undefined;
  let inBody = false;
  let bytesLeft = 0;
  let chunked = false;
  let tail = '';

  const readBody = (bytes: Buffer): AnswerProgress => {
    if (!chunked) {
      bytesLeft -= bytes.length;
      if (bytesLeft < 0) return 'failed';
      return bytesLeft === 0 ? finish() : 'body';
    }
    tail = (tail + bytes.toString('latin1', Math.max(0, bytes.length - 7))).slice(-7);
    return tail === '\r\n0\r\n\r\n' || tail === '0\r\n\r\n' ? finish() : 'body';
  };
  const finish = (): AnswerProgress => {
    inBody = false;
    tail = '';
    return 'end';
  };
  return {
    read: (bytes) => {
      if (inBody) return readBody(bytes);
      const all = head === undefined ? bytes : Buffer.concat([head, bytes]);
      const end = all.indexOf(headEnd);
      if (end < 0) {
        head = Buffer.from(all);
        return 'head';
      }
      head = undefined;
      const text = all.toString('latin1', 0, end);
      if (!text.startsWith('HTTP/1.1 200')) return 'failed';
      const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
      chunked = length === undefined;
      bytesLeft = Number(length ?? 0);
      inBody = true;
      const body = all.subarray(end + 4);
      return body.length === 0 && bytesLeft !== 0 ? 'head' : body.length === 0 && chunked ? 'head' : readBody(body);
    },
  };
}
