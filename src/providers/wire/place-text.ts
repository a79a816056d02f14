import type { BodyEdit, MemberSpan, PlacedText, SpannedBody } from '../../ports/dialect.ts';
import { setMember } from './splice-members.ts';

/**
 * Where a rendered template stands in each API. What the client wrote stands behind instructions and before a question:
 *
 *   openai-chat         messages: [system, …]         messages: […, user]
 *   openai-responses    instructions                  input
 *   anthropic-messages  system                        messages: […, user]
 */
export function placeInChat(body: SpannedBody, { place, text }: PlacedText): readonly BodyEdit[] {
  const message = JSON.stringify({ role: place, content: text });
  return intoList(body, { name: 'messages', json: message, at: place === 'system' ? 'begin' : 'end' });
}

export function placeInMessages(body: SpannedBody, { place, text }: PlacedText): readonly BodyEdit[] {
  if (place === 'user')
    return intoList(body, { name: 'messages', json: JSON.stringify({ role: 'user', content: text }), at: 'end' });
  const block = JSON.stringify({ type: 'text', text });
  return intoTextOrList(body, { name: 'system', text, json: block, at: 'begin' });
}

export function placeInResponses(body: SpannedBody, { place, text }: PlacedText): readonly BodyEdit[] {
  if (place === 'system') return intoTextOrList(body, { name: 'instructions', text, json: '', at: 'begin' });
  return intoTextOrList(body, {
    name: 'input',
    text,
    json: JSON.stringify({ role: 'user', content: text }),
    at: 'end',
  });
}

type End = 'begin' | 'end';

/** A member that is a text, or a list of parts; one that is not there becomes the text. */
function intoTextOrList(
  body: SpannedBody,
  { name, text, json, at }: { readonly name: string; readonly text: string; readonly json: string; readonly at: End },
): readonly BodyEdit[] {
  const member = memberOf(body, name);
  const first = member === undefined ? '' : body.text.charAt(member.start);
  if (member !== undefined && first === '[') return intoList(body, { name, json, at });
  if (member === undefined || first !== '"') return setOf(body, { name, json: JSON.stringify(text) });
  const written = JSON.stringify(at === 'begin' ? `${text}\n\n` : `\n\n${text}`).slice(1, -1);
  const place = at === 'begin' ? member.start + 1 : member.end - 1;
  return [{ start: place, end: place, text: written }];
}

function intoList(
  body: SpannedBody,
  { name, json, at }: { readonly name: string; readonly json: string; readonly at: End },
): readonly BodyEdit[] {
  const member = memberOf(body, name);
  if (member === undefined) return setOf(body, { name, json: `[${json}]` });
  const isEmpty = body.text.slice(member.start + 1, member.end - 1).trim() === '';
  const comma = isEmpty ? '' : ',';
  const edit: BodyEdit =
    at === 'begin'
      ? { start: member.start + 1, end: member.start + 1, text: json + comma }
      : { start: member.end - 1, end: member.end - 1, text: comma + json };
  return [edit];
}

function memberOf({ members }: SpannedBody, name: string): MemberSpan | undefined {
  return members.find((member) => member.name === name);
}

function setOf(
  { members }: SpannedBody,
  member: { readonly name: string; readonly json: string },
): readonly BodyEdit[] {
  const edit = setMember(members, member);
  return edit === null ? [] : [edit];
}
