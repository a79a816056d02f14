import type { ChosenTarget } from '../../domain/routing/choose-targets.ts';
import type { AdmittedCall } from '../../domain/usage/call-record.ts';
import type { UpstreamCaller } from '../../ports/upstream.ts';
import { reserveAgain } from '../budget/reserve-again.ts';
import type { AdmittedJob } from '../call-upstreams.ts';
import type { Gateway } from '../gateway.ts';

/**
 * How a call may leave a target whose first byte is late: once, and only when room for one more attempt is reserved before
 * the first is given up, so that nobody who waits is sent away for want of it.
 */
export class LateMove {
  /** The call as it was admitted, with what it holds by now. */
  admitted: AdmittedCall;
  isReserved = false;
  readonly #gateway: Gateway;
  readonly #job: AdmittedJob;

  constructor(gateway: Gateway, job: AdmittedJob) {
    this.#gateway = gateway;
    this.#job = job;
    this.admitted = job.admitted;
  }

  async reserve(): Promise<boolean> {
    if (this.isReserved) return false;
    const again = await reserveAgain(this.#gateway, { admitted: this.admitted, demands: this.#job.demands });
    if (again === null) return false;
    this.admitted = again;
    this.isReserved = true;
    return true;
  }
}

/** Null where the use case's rule does not ask for it: then nothing is watched. */
export function openLateMove(gateway: Gateway, job: AdmittedJob): LateMove | null {
  const isAsked = job.routing?.plan.rule.latencyFallback === true;
  return isAsked && job.targets.length > 1 ? new LateMove(gateway, job) : null;
}

/** Whom an attempt asks: the upstreams, under a watch over its first byte where there is one. */
export function upstreamsOf(
  gateway: Gateway,
  job: AdmittedJob,
  { target, late }: { readonly target: ChosenTarget; readonly late: LateMove | null },
): UpstreamCaller {
  const upstreams = job.keeper === null ? gateway.upstreams : job.keeper.listenTo(gateway.upstreams);
  if (late === null) return upstreams;
  const form = job.request.facts.stream ? 'stream' : 'whole';
  return gateway.routing.firstBytes.over(upstreams, {
    kind: `${job.model.id}\n${target.upstream.id}\n${form}`,
    mayMove: target !== job.targets.at(-1),
    mayGiveUp: () => late.reserve(),
  });
}
