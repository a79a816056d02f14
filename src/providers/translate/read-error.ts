import { type JsonObject, objectOrEmpty, stringOrNull } from '../wire/json-object.ts';
import { statusOfError } from './answer-words.ts';
import type { AnswerError } from './neutral-answer.ts';

/** An error in the words of any of the three APIs: `{"error":{…}}`, with or without a type beside it, or bare. */
export function errorOf(body: JsonObject, status: number | null): AnswerError {
  const error = { ...body, ...objectOrEmpty(body['error']) };
  return {
    status: status ?? statusOfError(error['type']),
    message: stringOrNull(error['message']) ?? 'The upstream gave no reason.',
    code: stringOrNull(error['code']),
  };
}
