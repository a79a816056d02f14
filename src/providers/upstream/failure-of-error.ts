import type { UpstreamFailure } from '../../ports/upstream.ts';

/**
 * Names the failure behind an error of the HTTP client. `sent` is told by the caller, who saw whether the request was
 * written; an answer that began and broke is `broken`, a connection that never stood is `unreachable`.
 */
export function failureOfError(error: Error, sent: boolean): UpstreamFailure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const detail = `${code}: ${error.message}`;
  switch (code) {
    case 'UND_ERR_HEADERS_TIMEOUT':
      return { kind: 'first_byte_timeout', detail, sent };
    case 'UND_ERR_BODY_TIMEOUT':
      return { kind: 'idle_timeout', detail, sent };
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
      return { kind: 'broken', detail, sent };
    default:
      return { kind: sent ? 'broken' : 'unreachable', detail, sent };
  }
}
