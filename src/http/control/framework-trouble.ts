import { type Trouble, trouble } from './problem-answer.ts';

/** What the framework itself refuses, by its own codes; undefined is a bug of ours or the store's trouble. */
export function troubleOfFramework(error: unknown): Trouble | undefined {
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return trouble('body_too_large', 'The request body is larger than this route accepts.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return trouble('encoding_unsupported', 'The media type of the request body is not "application/json".');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return trouble('header_invalid', 'The body does not have the length that "content-length" says.');
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return trouble('body_not_json', 'The request body is not valid JSON, or it names a member "__proto__".');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return trouble('body_not_json', 'The request body is empty, and an empty body is not valid JSON.');
    case 'FST_ERR_BAD_URL':
      return trouble('path_invalid', 'The path holds a malformed percent-encoding.');
    default:
      return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
