import { Buffer } from 'node:buffer';
import type { MediaKind } from '../../domain/policy/policy-facts.ts';
import type { RequestBody } from '../../ports/request-parts.ts';
import { BASE64, MEDIA_MEMBERS } from './part-rules.ts';
import { looksLikeText } from './text-bytes.ts';
import type { JsonNode, Literal } from './walk-literals.ts';

/**
 *   media     nothing here reads it
 *   link      an address or a name of media: a text itself, and what it leads to is not read
 *   document  a text in base64
 */
export type FoundMedia = { readonly kind: 'media' | 'link'; readonly media: MediaKind } | { readonly kind: 'document' };

/** Tells media from text by the member they travel in and by their first bytes; null: an ordinary text. */
export function readMedia(body: RequestBody, literal: Literal, name: string): FoundMedia | null {
  if (!MEDIA_MEMBERS.has(name)) return null;
  const { node } = literal;
  const value = body.text.slice(literal.start + 1, literal.end - 1);
  if (name === 'file_id') return { kind: 'link', media: mediaOf(node, null) };
  if (value.startsWith('data:')) return readDataUri(node, value);
  if (name === 'data') return holdsBase64(node) ? readBase64(node, { mime: node.mediaType, value }) : null;
  if (name === 'result') {
    return node.type === 'image_generation_call' && BASE64.test(value) ? { kind: 'media', media: 'image' } : null;
  }
  if (name === 'file_data') return readFileData(node, value);
  const isMedia = name !== 'url' || node.type === 'url' || node.name === 'image_url';
  return isMedia ? { kind: 'link', media: mediaOf(node, null) } : null;
}

const HEADER_CHARACTERS_MAX = 200;

/** `data:image/png;base64,…`; one without base64 is a text that anybody can read. */
function readDataUri(node: JsonNode, value: string): FoundMedia | null {
  const comma = value.indexOf(',');
  if (comma < 0 || comma > HEADER_CHARACTERS_MAX) return null;
  const header = value.slice('data:'.length, comma);
  if (!header.includes(';base64')) return null;
  const mime = (header.split(';')[0] ?? '').replaceAll('\\', '');
  return readBase64(node, { mime, value: value.slice(comma + 1) });
}

function holdsBase64(node: JsonNode): boolean {
  return node.type === 'base64' || node.mediaType !== null || node.name === 'input_audio' || node.name === 'audio';
}

function readBase64(
  node: JsonNode,
  { mime, value }: { readonly mime: string | null; readonly value: string },
): FoundMedia | null {
  if (!BASE64.test(value)) return null;
  if (looksLikeText(mime, firstBytes(value))) return { kind: 'document' };
  return { kind: 'media', media: mediaOf(node, mime) };
}

/** Base64 without a header, or the text itself: what cannot be told apart is inspected as it stands, too. */
function readFileData(node: JsonNode, value: string): FoundMedia {
  const isLong = value.length >= 32 && BASE64.test(value);
  if (isLong && looksLikeText(null, firstBytes(value))) return { kind: 'document' };
  return { kind: isLong ? 'media' : 'link', media: mediaOf(node, null) };
}

const SNIFFED_CHARACTERS = 2_000;

function firstBytes(base64: string): Uint8Array {
  return Buffer.from(base64.slice(0, SNIFFED_CHARACTERS).replaceAll('\\/', '/'), 'base64');
}

function mediaOf(node: JsonNode, mime: string | null): MediaKind {
  if (mime?.startsWith('image/') === true) return 'image';
  if (mime?.startsWith('audio/') === true) return 'audio';
  for (let at: JsonNode | null = node; at !== null && mime === null; at = at.parent) {
    const word = `${at.type ?? ''} ${at.name ?? ''}`;
    if (word.includes('image') || word.includes('screenshot')) return 'image';
    if (word.includes('audio')) return 'audio';
    if (word.includes('file') || word.includes('document')) return 'file';
  }
  return 'file';
}
