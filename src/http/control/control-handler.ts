import type { AnswerOf, BodyOf, OperationId, ParamsOf, QueryOf } from '../../contract/routes.ts';
import type { Commander } from '../../control/control-context.ts';
import type { ControlRefusal } from '../../control/control-refusal.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { Reach } from '../../domain/identity/narrow-reach.ts';
import type { BrowserVisit } from './browser-visit.ts';
import type { Trouble } from './problem-answer.ts';
import type { SessionCaller } from './session-caller.ts';

/** Answers are built from readonly domain data; the contract's types do not say readonly. */
export type Immutable<Value> = Value extends readonly (infer Member)[]
  ? readonly Immutable<Member>[]
  : Value extends object
    ? { readonly [Member in keyof Value]: Immutable<Value[Member]> }
    : Value;

/** A request that has been authenticated, authorised and read by its schemas. */
export type Ask<Id extends OperationId> = {
  readonly params: ParamsOf<Id>;
  readonly query: QueryOf<Id>;
  readonly body: BodyOf<Id>;
  readonly expectedRevision: number | undefined;
  readonly commander: Commander;
  readonly grant: KeyGrant;
  /** Who is signed in with the browser; undefined where a key was sent, or nobody is. */
  readonly caller: SessionCaller | undefined;
  readonly visit: BrowserVisit;
  /** Of what the caller is answered: what is beside it is unknown to them. */
  readonly reach: Reach;
};

/** An answer, or one line or piece of a file after another of it, or why there is none. */
export type Outcome<Value> =
  | { readonly kind: 'answer'; readonly value: Immutable<Value>; readonly cookies?: readonly string[] }
  | { readonly kind: 'lines'; readonly lines: AsyncIterable<Immutable<Value>> }
  | { readonly kind: 'file'; readonly name: string; readonly pieces: AsyncIterable<Uint8Array> }
  | ControlRefusal
  | Trouble;

export type Handler<Id extends OperationId> = (ask: Ask<Id>) => Promise<Outcome<AnswerOf<Id>>>;

export type Handlers<Ids extends OperationId = OperationId> = { readonly [Id in Ids]: Handler<Id> };

export function answer<Value>(value: Value): { readonly kind: 'answer'; readonly value: Value } {
  return { kind: 'answer', value };
}
