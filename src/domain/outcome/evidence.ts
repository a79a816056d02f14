/** What a result is known by: the address of its page, or a number of the organisation's own; and where it can be looked at. */
export type Evidence = { readonly evidenceId: string; readonly url: string | null };

const LENGTH_MAX = 400;
const ADDRESS = /^(https?:\/\/)([^/?#\s]+)([^?#\s]*)/i;

/**
 * The evidence that somebody names, written as everybody writes it: of an address neither what stands behind `?` and `#`, nor a
 * slash at its end, nor the case of its host makes a difference, so that two claims of one page are claims of one result.
 * Undefined: nothing is left to know it by.
 */
export function readEvidence(text: string): Evidence | undefined {
  const written = text.trim();
  const [, scheme = '', host = '', path = ''] = ADDRESS.exec(written) ?? [];
  if (host === '')
    return written === '' || written.length > LENGTH_MAX ? undefined : { evidenceId: written, url: null };
  const url = `${scheme.toLowerCase()}${host.toLowerCase()}${path.replace(/\/+$/, '')}`;
  return url.length > LENGTH_MAX ? undefined : { evidenceId: url, url };
}
