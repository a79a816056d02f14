import type { Pool } from 'pg';
import type { AllowanceMeasures, MeasuredInput } from '../../domain/budget/evaluate-allowance.ts';
import { costPerOutcome, teamBand, validatedOutcomes } from '../../domain/budget/outcome-inputs.ts';
import type { AllowanceInputs, MeasuredScope } from '../../ports/allowance-inputs.ts';
import { compareOutcomes, countOutcomes, readBand } from './read-outcome-inputs.ts';

/** The inputs of the rule: of calls from their ledger, of outcomes from what is kept of them, of scores from teams' bands. */
export function createAllowanceInputs({ pool }: { readonly pool: Pool }): AllowanceInputs {
  return {
    measure: async (asked): Promise<AllowanceMeasures> => {
      const counts = await countCalls(pool, asked);
      const outcomes = await outcomeInputs(pool, asked);
      return {
        documented_use: documentedUse(counts, asked.callsMin),
        clean_compliance: cleanCompliance(counts, asked.callsMin),
        ...outcomes,
        team_band: teamBand(await readBand(pool, asked.scope, asked.toMs)),
      };
    },
  };
}

/** An outcome is known by its team, person, use case and lane; by what else keys are told apart it is not. */
const NOT_BY_SCOPE: MeasuredInput = {
  kind: 'not_measured',
  why: 'outcomes are known by team, person, use case and lane, not by project or tag',
};

async function outcomeInputs(
  pool: Pool,
  asked: MeasuredScope,
): Promise<Pick<AllowanceMeasures, 'validated_outcomes' | 'cost_per_outcome'>> {
  const { projectId, tag } = asked.scope;
  if (projectId !== undefined || tag !== undefined)
    return { validated_outcomes: NOT_BY_SCOPE, cost_per_outcome: NOT_BY_SCOPE };
  return {
    validated_outcomes: validatedOutcomes(await countOutcomes(pool, asked)),
    cost_per_outcome: costPerOutcome(await compareOutcomes(pool, asked)),
  };
}

type Counts = {
  /** Calls that policy let through. */
  readonly served: number;
  readonly documented: number;
  /** Served calls, and contents that policy refused, each once however often it was sent again. */
  readonly judged: number;
  readonly refused: number;
};

function documentedUse({ served, documented }: Counts, callsMin: number): MeasuredInput {
  if (served < callsMin) return tooFew(served, callsMin);
  const words = `${documented} of ${served} calls name a purpose or a template`;
  return { kind: 'measured', value: documented / served, words };
}

function cleanCompliance({ judged, refused }: Counts, callsMin: number): MeasuredInput {
  if (judged < callsMin) return tooFew(judged, callsMin);
  return {
    kind: 'measured',
    value: (judged - refused) / judged,
    words: `policy refused ${refused} of ${judged} calls`,
  };
}

function tooFew(calls: number, callsMin: number): MeasuredInput {
  return { kind: 'not_measured', why: `${calls} calls, and fewer than ${callsMin} say nothing` };
}

/** Refusals that say something of how data and rules were handled; an exhausted budget, a lost key or a full house do not. */
const REFUSED_BY_POLICY = [
  'content_blocked',
  'data_class_not_allowed',
  'media_not_allowed',
  'template_required',
  'policy_refused',
  'model_not_allowed',
  'use_case_not_allowed',
  'lane_mismatch',
];

/**
 * Settled calls of a scope in a stretch of time, as of the statement; of refusals each content once, however often it came.
 * A call that names no purpose has the use case's, which documents nothing. A tag is looked up at the call's key, which keeps its tags for life.
 */
async function countCalls(pool: Pool, { scope, fromMs, toMs }: MeasuredScope): Promise<Counts> {
  const { teamId = null, projectId = null, useCaseId = null, personId = null, lane = null, tag } = scope;
  const { rows } = await pool.query<Record<keyof Counts, string>>(
    `select count(*) filter (where decision = 'allow') as served,
       count(*) filter (where decision = 'allow' and (template_id is not null or (coalesce(purpose, '') <> '' and purpose is distinct from
           (select u.purpose from tokenward.use_case u where u.id = calls.use_case_id)))) as documented,
       count(*) filter (where decision = 'allow' or (error_code = any ($10) and repeat_of is null)) as judged,
       count(*) filter (where decision = 'refuse' and error_code = any ($10) and repeat_of is null) as refused
     from tokenward.calls
     where admitted_at >= $1 and admitted_at < $2
       and ($3::text is null or team_id = $3) and ($4::text is null or project_id = $4)
       and ($5::text is null or use_case_id = $5) and ($6::text is null or person_id = $6)
       and ($7::text is null or lane = $7)
       and ($8::text is null or key_id in (select id from tokenward.api_key where tags ->> $8 = $9))`,
    [
      ...[new Date(fromMs), new Date(toMs), teamId, projectId, useCaseId, personId, lane],
      ...[tag?.name ?? null, tag?.value ?? null, REFUSED_BY_POLICY],
    ],
  );
  const [row] = rows;
  const count = (member: keyof Counts): number => Number(row?.[member] ?? 0);
  return {
    served: count('served'),
    documented: count('documented'),
    judged: count('judged'),
    refused: count('refused'),
  };
}
