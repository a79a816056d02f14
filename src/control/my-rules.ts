import type { UseCase } from '../domain/catalog/use-case.ts';
import { chooseRetention } from '../domain/content/retention.ts';
import { DATA_CLASSES } from '../domain/detection/data-class.ts';
import type { KeyGrant } from '../domain/identity/key-grant.ts';
import { choosePolicy } from '../domain/policy/choose-policy.ts';
import type { PolicyFacts } from '../domain/policy/policy-facts.ts';
import { type ProbedUseCase, probeRules } from '../domain/policy/probe-rules.ts';
import { findSuspension, suspensionInWords } from '../domain/policy/suspension.ts';
import type { Snapshot } from '../ports/snapshot.ts';
import type { ContentContext } from './content-context.ts';
import { readRetentionRules } from './retention.ts';

/** What the transparency of the house needs besides the store: what gateways decide by at this moment. */
export type TransparencyContext = ContentContext & {
  readonly snapshot: () => Snapshot;
  /** Of the organisation's time zone. */
  readonly localTime: (atMs: number) => PolicyFacts['time'];
};

export type MyUseCase = {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly tier: UseCase['tier'];
  readonly tierMeans: string;
  /** Null: it may be used now. */
  readonly stopped: string | null;
  readonly models: readonly string[];
  readonly dataClasses: UseCase['allowedDataClasses'];
  readonly templates: readonly string[];
  readonly approvals: readonly string[];
  readonly content: string;
  /** Null where it was not asked for. */
  readonly whenFound: ProbedUseCase | null;
  readonly askAt: string | null;
};

export type MyRules = {
  readonly policyVersion: string;
  readonly stopped: string | null;
  readonly useCases: readonly MyUseCase[];
  readonly inspected: readonly string[];
  readonly recorded: readonly string[];
  readonly seenBy: readonly string[];
  readonly askAt: string;
};

const TIERS: Readonly<Record<UseCase['tier'], string>> = {
  1: 'self-service: use it as you like within its rules',
  2: 'managed: its owner watches over it',
  3: 'constrained: reviewed, with stricter limits and named approvers',
};

const INSPECTED = [
  'Every text of a request is looked through before it leaves: instructions, messages, tools and their results, file names.',
  'Looked for are keys and passwords, personal, financial and health details, network addresses, markings, and words that the organisation listed.',
  'Images, sound and files that are not text are not read; rules can only let them pass or not.',
  'What is found is never written down, only its type and how often.',
];

const RECORDED = [
  'Of each call: who, with which key, for which use case and model, when, how long, how many tokens, what it cost, what the rules decided, and types of findings.',
  'The text of a call is kept only where a use case below says so; then it is encrypted.',
  'Records of calls are kept for as long as the organisation keeps its accounts; your own record shows yours.',
];

const SEEN_BY = [
  'Records of calls: governance, security, finance, auditors and administrators; leading a team opens none of them.',
  'The audit trail: security, auditors and administrators.',
  'Kept text: security, each time with a purpose and for minutes; of tier 3 only with a second person.',
  'Whoever reads your text stands in your record, with the purpose and the time.',
];

/** The rules that hold for whoever has this key, in plain words, by asking the policy that is in force. */
export async function myRules(
  context: TransparencyContext,
  grant: KeyGrant,
  asked: { readonly useCaseId: string | null; readonly withFindings: boolean },
): Promise<MyRules> {
  const snapshot = context.snapshot();
  const nowMs = context.clock.nowMs();
  const rules = await readRetentionRules(context.store);
  const { keyId, owner } = grant;
  const stopped = findSuspension(snapshot.suspensions, { keyId, owner }, nowMs);
  const useCases = grant.allowedUseCaseIds
    .filter((id) => asked.useCaseId === null || id === asked.useCaseId)
    .flatMap((id) => snapshot.useCases.get(id) ?? []);
  return {
    policyVersion: choosePolicy(snapshot.policies, keyId).version,
    stopped: stopped === undefined ? null : suspensionInWords(stopped),
    useCases: useCases.map((useCase): MyUseCase => {
      const suspension = findSuspension(snapshot.suspensions, { keyId, owner, useCaseId: useCase.id }, nowMs);
      const isBlocked = useCase.status !== 'active';
      const { policies, models } = snapshot;
      const time = context.localTime(nowMs);
      return {
        id: useCase.id,
        name: useCase.name,
        purpose: useCase.purpose,
        tier: useCase.tier,
        tierMeans: TIERS[useCase.tier],
        stopped: isBlocked
          ? `It is ${useCase.status}.`
          : suspension === undefined
            ? null
            : suspensionInWords(suspension),
        models: useCase.modelStack.filter((id) => models.get(id)?.status === 'active'),
        dataClasses: useCase.allowedDataClasses,
        templates: useCase.approvedTemplateIds,
        approvals: useCase.requiredApprovals,
        content: contentInWords(useCase, rules),
        whenFound: asked.withFindings
          ? probeRules({ grant, useCase, policies, models, useCases: snapshot.useCases, time })
          : null,
        askAt: useCase.ownerPersonId,
      };
    }),
    inspected: INSPECTED,
    recorded: [...RECORDED, ...(await sourcesInWords(context)), ...fingerprintsInWords(snapshot)],
    seenBy: SEEN_BY,
    askAt:
      'Ask the owner of the use case, or report what worries you with "tokenward report", with your name or without.',
  };
}

/** Nothing where no system is connected. */
async function sourcesInWords({ store }: TransparencyContext): Promise<readonly string[]> {
  const { rows } = await store.list('source', { limit: SOURCES_NAMED_MAX, afterId: null, where: { status: 'active' } });
  if (rows.length === 0) return [];
  const names = rows.map(({ row }) => row.name).join(', ');
  return [
    `These systems tell what was finished, approved and reverted there, and by which account: ${names}. It is kept for 400 days, without titles, texts or addresses.`,
  ];
}

const SOURCES_NAMED_MAX = 20;

/** Nothing where the rule is off: then none is taken. */
function fingerprintsInWords({ similarity = null }: Snapshot): readonly string[] {
  if (similarity === null) return [];
  const of = similarity.useCaseIds.length === 0 ? 'every use case' : similarity.useCaseIds.join(', ');
  return [
    `Of prompts of ${of}, up to ${similarity.dataClassMax} content and where the use case allows records, a fingerprint is kept for ${similarity.keepDays} days: numbers from which no word can be read, by which nearly equal prompts and tasks are found. Others see such figures of five people or more.`,
  ];
}

function contentInWords(useCase: UseCase, rules: Parameters<typeof chooseRetention>[0]): string {
  if (useCase.loggingRule !== 'content') {
    return 'The text of calls is not kept, unless a rule of the policy says so for a call; your record shows it then.';
  }
  const days = DATA_CLASSES.map((dataClass) => {
    const { days: kept } = chooseRetention(rules, { useCaseId: useCase.id, dataClass });
    return `${dataClass} ${kept} days`;
  });
  return `The text of calls is kept, encrypted: ${days.join(', ')}; longer only under a legal hold.`;
}
