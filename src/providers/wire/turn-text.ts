/**
 * A turn of a conversation as one string: `role|` and then parts, each with its length, so that two different turns
 * never read alike. Cache marks, reasoning and the difference between a string and one text part leave no trace.
 */
export function turnText(role: string, parts: string): string {
  return `${role}|${parts}`;
}

export function textPart(text: string): string {
  return text === '' ? '' : piece('t', text);
}

export function callPart(call: { readonly id: string; readonly name: string; readonly input: string }): string {
  return piece('c', call.id) + piece('n', call.name) + piece('i', call.input);
}

export function resultPart(result: { readonly id: string; readonly parts: string }): string {
  return piece('r', result.id) + result.parts;
}

/** Images, sound and files: length and both ends tell two of them apart well enough, and cost nothing. */
export function mediaPart(content: string): string {
  const marker =
    content.length <= 2 * MEDIA_END
      ? content
      : `${content.length}~${content.slice(0, MEDIA_END)}~${content.slice(-MEDIA_END)}`;
  return piece('m', marker);
}

function piece(kind: string, text: string): string {
  return `${kind}${text.length}:${text}`;
}

const MEDIA_END = 32;
