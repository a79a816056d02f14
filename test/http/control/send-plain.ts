/** A request to the control API as somebody without a client sends it. */
export function sendPlain(
  address: string,
  path: string,
  init: RequestInit & { readonly key?: string },
): Promise<Response> {
  const { key, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
  if (rest.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  return fetch(address + path, { ...rest, headers });
}
