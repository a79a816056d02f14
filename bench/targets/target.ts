import type { RequestShape } from '../load/request-bytes.ts';

export type TargetName = 'direct' | 'bare' | 'tokenward' | 'portkey';

/** Something that takes chat completions calls; `direct` is the upstream itself and has no process of its own here. */
export type Target = {
  readonly name: TargetName;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly model: string;
  readonly rootPid: number | undefined;
  readonly stop: () => Promise<void>;
};

export type StartTarget = (input: {
  readonly upstreamUrl: string;
  /** An empty folder of this target's own, removed afterwards. */
  readonly folder: string;
  /** Where to leave a CPU profile; only Tokenward does. */
  readonly profileFolder?: string;
}) => Promise<Target>;

export function shapeFor(
  target: Target,
  request: { readonly bodyBytes: number; readonly stream: boolean },
): RequestShape {
  return { model: target.model, ...request };
}
