import type { Model } from '../../domain/catalog/upstream.ts';
import { isRefusal, type Refusal } from '../../domain/policy/refusal.ts';
import type { ChosenTarget } from '../../domain/routing/choose-targets.ts';
import type { Dialect } from '../../ports/dialect.ts';
import type { Translation } from '../../ports/translation.ts';
import type { Gateway } from '../gateway.ts';
import { type AttemptEnd, NOTHING_CAME } from '../stream/attempt-end.ts';

/** A call in the words of the API that its target speaks. */
export type TranslatedCall = {
  readonly kind: 'translated_call';
  /** Of the upstream. */
  readonly dialect: Dialect;
  readonly translation: Translation;
  /** For the client: [name, value, …]. */
  readonly headers: readonly string[];
};

/** The call in the upstream's words, from the bytes that are to be sent: redacted and clamped. */
export function translateForTarget(
  gateway: Pick<Gateway, 'translate' | 'dialects'>,
  raw: Uint8Array,
  { target, model }: { readonly target: ChosenTarget; readonly model: Model },
): TranslatedCall | Refusal | null {
  const { translate, upstream, upstreamModel } = target;
  if (translate === null) return null;
  const translation = gateway.translate({
    ...translate,
    raw,
    upstream,
    upstreamModel,
    outputTokensMax: model.outputTokensMax,
  });
  if (isRefusal(translation)) return translation;
  const headers = ['tokenward-translated', translate.to];
  if (translation.dropped.length > 0)
    headers.push('tokenward-translation-dropped', translation.dropped.join(', ').slice(0, DROPPED_CHARACTERS_MAX));
  return { kind: 'translated_call', dialect: gateway.dialects[translate.to], translation, headers };
}

/** A target that cannot be told what is asked: nothing was sent, and another may be. */
export function endUntranslated(refusal: Refusal): AttemptEnd {
  return { ...NOTHING_CAME, outcome: 'refused', untold: refusal, another: true, errorCode: refusal.code };
}

/** Headers that mean nothing, or something else, to another vendor stay here. */
export function headersOf(translated: TranslatedCall | null, headers: readonly string[]): readonly string[] {
  if (translated === null) return headers;
  return headers.filter((_, at) => ANY_VENDORS.has(headers[at - (at % 2)] ?? ''));
}

const ANY_VENDORS: ReadonlySet<string> = new Set(['traceparent', 'content-type', 'accept', 'user-agent']);
const DROPPED_CHARACTERS_MAX = 400;
