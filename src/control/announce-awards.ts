import type { Notice } from '../domain/notice/notice.ts';
import { createLocalHour, nextLoudMs } from '../domain/notice/quiet-hours.ts';
import type { Award } from '../domain/recognition/award.ts';
import { changeNotice, monthNotice, myRecognition, type ToldAward } from '../domain/recognition/recognition-notices.ts';
import type { RecognitionRuleVersion } from '../domain/recognition/recognition-rule.ts';
import { isAnnounced, NO_CHOICE, type RecognitionChoice } from '../domain/recognition/visibility.ts';
import { periodOf } from '../domain/score/score-period.ts';
import type { RecognitionMonth } from '../ports/recognition-store.ts';
import { readStoredCalendar } from './calendars.ts';
import { addressesOf, personalWays } from './digests.ts';
import { everyRow } from './find-dependants.ts';
import { raiseNotices } from './raise-notices.ts';
import type { RecognitionContext } from './recognition-context.ts';
import { recognitionRules } from './recognition-rules.ts';

const DAY_MS = 86_400_000;
/** People are told first, and have so long to choose who sees it before everybody is told. */
const CHOICE_MS = 3 * DAY_MS;
/** Months given longer ago are announced no more. */
const NEWS_MS = 14 * DAY_MS;
const AWARDS_AT_ONCE = 500;

/** Tells people of their own awards, and three days later everybody of those that may be shown; each once, whoever raises it. */
export async function announceAwards(context: RecognitionContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  let raised = 0;
  for await (const { row: month } of everyRow(context.store, 'recognition_month')) {
    if (nowMs - month.givenAtMs > NEWS_MS) continue;
    raised += await announceMonth(context, month, nowMs);
  }
  return raised;
}

async function announceMonth(context: RecognitionContext, month: RecognitionMonth, nowMs: number): Promise<number> {
  const version = (await recognitionRules(context.store)).find(({ row }) => row.version === month.ruleVersion)?.row;
  const period = periodOf(month.id);
  if (version === undefined || period === undefined) return 0;
  const about = { periodId: month.id, periodStartMs: period.fromMs, nowMs };
  const awards = await standingAwards(context, month.id);
  const choices = await choicesOf(context);
  const mine = await tellPeople(context, awards, { version, about, choices });
  if (nowMs - month.givenAtMs < CHOICE_MS) return mine;
  const notice = monthNotice(await toldOf(context, awards, { version, choices }), version.rule, about);
  return mine + (notice === null ? 0 : await raiseNotices(context, [notice]));
}

type Choices = ReadonlyMap<string, RecognitionChoice>;

/** Of everybody who has chosen something. */
async function choicesOf({ store }: RecognitionContext): Promise<Choices> {
  const choices = new Map<string, RecognitionChoice>();
  for await (const { row } of everyRow(store, 'recognition_choice')) choices.set(row.id, row);
  return choices;
}

async function standingAwards({ recognition }: RecognitionContext, periodId: string): Promise<readonly Award[]> {
  const awards: Award[] = [];
  let afterId: string | null = null;
  do {
    const page: { readonly awards: readonly Award[]; readonly nextAfterId: string | null } = await recognition.ofMonth(
      periodId,
      { limit: AWARDS_AT_ONCE, afterId },
    );
    awards.push(...page.awards);
    afterId = page.nextAfterId;
  } while (afterId !== null);
  return awards;
}

type Telling = {
  readonly version: RecognitionRuleVersion;
  readonly about: { readonly periodId: string; readonly periodStartMs: number; readonly nowMs: number };
  readonly choices: Choices;
};

const PEOPLE_AT_ONCE = 500;

async function tellPeople(
  context: RecognitionContext,
  awards: readonly Award[],
  { version, about, choices }: Telling,
): Promise<number> {
  const own = Map.groupBy(awards, ({ recipient }) => (recipient.kind === 'person' ? recipient.personId : null));
  const notices = [...own].flatMap(([personId, mine]) => {
    if (personId === null) return [];
    const { shownTo } = choices.get(personId) ?? NO_CHOICE;
    const receiver = receiverOf(context, personId);
    return [{ personId, notice: myRecognition(receiver, mine, { rule: version.rule, shownTo, about }) }];
  });
  let raised = 0;
  for (let at = 0; at < notices.length; at += PEOPLE_AT_ONCE) {
    const some = notices.slice(at, at + PEOPLE_AT_ONCE);
    const known = await context.notices.known(some.map(({ notice }) => notice.id));
    for (const { personId, notice } of some)
      if (!known.has(notice.id)) raised += await tellPerson(context, personId, notice);
  }
  return raised;
}

/** Whoever looks at the outbox sees that people were told, not whom. */
function receiverOf({ keyDigest }: RecognitionContext, personId: string): string {
  return keyDigest(`recognition of ${personId}`).slice(0, 24);
}

/** By e-mail to that person, and by nothing else. */
async function tellPerson(context: RecognitionContext, personId: string, notice: Notice): Promise<number> {
  const [address] = await addressesOf(context, [personId]);
  if (address === undefined) return 0;
  const { row: calendar } = await readStoredCalendar(context.store);
  const loudMs = nextLoudMs(context.clock.nowMs(), context.quietHours, createLocalHour(calendar.timeZone));
  const ways = personalWays(context, notice, { address, loudMs });
  return ways.length === 0 ? 0 : (await context.notices.raise([{ notice, ways }])).length;
}

/** What everybody may be told, with names as the organisation knows them. */
async function toldOf(
  { store }: RecognitionContext,
  awards: readonly Award[],
  { version, choices }: Pick<Telling, 'version' | 'choices'>,
): Promise<readonly ToldAward[]> {
  const closed = new Set<string>();
  for await (const { row } of everyRow(store, 'private_scorecard', { status: 'active' })) closed.add(row.id);
  const { peopleShown } = version.rule;
  const told: ToldAward[] = [];
  for (const award of awards) {
    const { recipient } = award;
    const choice = (recipient.kind === 'person' ? choices.get(recipient.personId) : undefined) ?? NO_CHOICE;
    if (!isAnnounced(award, { choice, isPrivateTeam: closed.has(recipient.teamId), peopleShown })) continue;
    const name =
      recipient.kind === 'team'
        ? (await store.get('team', recipient.teamId))?.row.name
        : (await store.get('person', recipient.personId))?.row.name;
    if (name !== undefined) told.push({ award, name });
  }
  return told;
}

/** Tells whom an award was for what became of it; of a team also those who had been told of it. */
export async function announceChange(context: RecognitionContext, award: Award, words: string): Promise<void> {
  const period = periodOf(award.periodId);
  const nowMs = context.clock.nowMs();
  const about = { periodId: award.periodId, periodStartMs: period?.fromMs ?? nowMs, nowMs };
  const { recipient } = award;
  const receiver = recipient.kind === 'person' ? receiverOf(context, recipient.personId) : recipient.teamId;
  const notice = changeNotice(award, { words, receiver }, about);
  if (recipient.kind === 'person') {
    await tellPerson(context, recipient.personId, notice);
    return;
  }
  const scorecard = await context.store.get('private_scorecard', recipient.teamId);
  if (scorecard?.row.status !== 'active') await raiseNotices(context, [notice]);
}
