import type { RequestBody } from '../../ports/request-parts.ts';
import { isObject } from './json-object.ts';
import type { UnitPlace } from './sort-literals.ts';
import type { JsonNode, Literal } from './walk-literals.ts';

/**
 * The text of a literal as `JSON.parse` made it with the whole body, where that is at hand and certain; undefined: decode
 * it. To decode a long text again costs more than all else that is done with its bytes but to inspect them.
 *
 * It is certain on ways of list places and of the names `content`, `text` and `output`, each of which stands once in its
 * object: of a name that stands twice `JSON.parse` keeps the last alone, and the first must be read too.
 */
export function parsedText({ parsed }: RequestBody, literal: Literal, place: UnitPlace): string | undefined {
  const body = parsed?.value ?? null;
  if (body === null || literal.form !== 'string') return undefined;
  const member = body[place.member];
  const unit = place.index === null ? member : elementOf(member, place.index);
  const found = literal.node.parent === null ? unit : innerOf(madeOf(unit, literal.node), literal.node, literal);
  return typeof found === 'string' ? found : undefined;
}

/** What an object or list of the unit became. The node below the root is the unit itself. */
function madeOf(unit: unknown, node: JsonNode): unknown {
  const { parent } = node;
  return parent === null || parent.parent === null ? unit : innerOf(madeOf(unit, parent), parent, node);
}

type Step = { readonly name: string | null; readonly index: number };

function innerOf(outer: unknown, node: JsonNode, { name, index }: Step): unknown {
  if (name === null) return elementOf(outer, index);
  return isObject(outer) && isOnce(node, name) ? outer[name] : undefined;
}

function elementOf(list: unknown, index: number): unknown {
  return Array.isArray(list) ? list[index] : undefined;
}

function isOnce(node: JsonNode, name: string): boolean {
  switch (name) {
    case 'content':
      return node.content === 1;
    case 'text':
      return node.text === 1;
    case 'output':
      return node.output === 1;
    default:
      return false;
  }
}
