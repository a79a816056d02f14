import { type Notice, noticeId } from '../notice/notice.ts';
import type { Award } from './award.ts';
import type { ExportPermission } from './export-permission.ts';
import type { RecognitionRule } from './recognition-rule.ts';

/** An award as it is told: whose, by the name under which they may be named, and the level in words. */
export type ToldAward = { readonly award: Award; readonly name: string };

type About = { readonly periodId: string; readonly periodStartMs: number; readonly nowMs: number };

/** Of one announcement; the list in the house has all. */
const TOLD_MAX = 25;

/**
 * What everybody is told of a month: teams, and people who show it to the whole organisation. Null: there is nothing to tell. It
 * names people, because each of them chose so.
 */
export function monthNotice(told: readonly ToldAward[], rule: RecognitionRule, about: About): Notice | null {
  if (told.length === 0) return null;
  const teams = told.filter(({ award }) => award.recipient.kind === 'team');
  const people = told.filter(({ award }) => award.recipient.kind === 'person');
  const shown = [...teams, ...people].slice(0, TOLD_MAX);
  const rest = told.length - shown.length;
  const lines = shown.map(({ award, name }) => `${name}: ${titleOf(award, rule)}. ${award.citation}`);
  const words = [
    `Recognition for ${about.periodId}, by the published rule. Targets are the same for everybody, and results were verified.`,
    ...lines,
    ...(rest > 0 ? [`And ${rest} more.`] : []),
    'All of it, and the rule, stand under Recognition.',
  ];
  return {
    ...noticeOf({ kind: 'recognition', threshold: about.periodId }, about),
    subject: `Recognition for ${about.periodId}: ${counted(teams, 'team')}${people.length > 0 ? `, ${counted(people, 'person')}` : ''}`,
    words: words.join('\n\n'),
    detail: { periodId: about.periodId, teams: recipients(teams), people: recipients(people) },
  };
}

/** What one person is told of their own month, and nobody else. `receiver` tells people apart without telling who they are. */
export function myRecognition(
  receiver: string,
  awards: readonly Award[],
  given: { readonly rule: RecognitionRule; readonly shownTo: string; readonly about: About },
): Notice {
  const { rule, about } = given;
  const shown =
    given.shownTo === 'nobody'
      ? 'Nobody else sees this. Under Recognition you can show it to your team or to the organisation; everybody is told three days from now of those who do.'
      : `You show it to: ${given.shownTo}. Under Recognition you can take that back.`;
  const words = [
    `Your work of ${about.periodId} was recognised.`,
    ...awards.map((award) => `${titleOf(award, rule)}, ${award.points} points. ${award.citation}`),
    shown,
  ];
  return {
    ...noticeOf({ kind: 'my_recognition', threshold: receiver }, about),
    subject: `Your work of ${about.periodId} was recognised`,
    words: words.join('\n\n'),
    detail: { awards: awards.length },
  };
}

/** A person is told of a change alone; of a team whoever was told before. */
export function changeNotice(
  award: Award,
  told: { readonly words: string; readonly receiver: string },
  about: About,
): Notice {
  const { recipient } = award;
  const whose = recipient.kind === 'team' ? `The recognition of "${recipient.teamId}"` : 'Your recognition';
  const kind = recipient.kind === 'team' ? 'recognition' : 'my_recognition';
  return {
    // Two changes at two times are two notices.
    ...noticeOf({ kind, threshold: `${told.receiver}~${award.categoryId}~${award.reviewedAtMs}` }, about),
    subject: `${whose} for ${award.periodId} has changed: ${award.categoryName}`,
    words: `${told.words}\n\nResults that do not hold are part of work, and are held against nobody.`,
    detail: { categoryId: award.categoryId, level: award.level, state: award.state },
  };
}

/** Told to everybody as soon as a second person has said yes, and before anything leaves. */
export function exportNotice(permission: ExportPermission, nowMs: number): Notice {
  const { id, purpose, agreedWith, startsAtMs, endsAtMs } = permission;
  const day = (ms: number | null): string => new Date(ms ?? nowMs).toISOString().slice(0, 10);
  const about = { kind: 'recognition', envelopeId: null, periodStartMs: null, threshold: `export-${id}` } as const;
  return {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: `From ${day(startsAtMs)} on, recognition may be exported to performance reviews`,
    words: `Purpose: ${purpose}\n\nAgreed with: ${agreedWith}\n\nUntil ${day(endsAtMs)}, and only of people who say yes to it themselves, under Recognition. Without it nothing of yours is exported, and nobody is told who said what. Scores are never exported.`,
    detail: { exportPermissionId: id, startsAtMs, endsAtMs },
    raisedAtMs: nowMs,
  };
}

export function titleOf(award: Award, rule: RecognitionRule): string {
  const category = rule.categories.find(({ id }) => id === award.categoryId);
  const level = category?.levels.find(({ id }) => id === award.level);
  return `${level?.name ?? award.level ?? ''} in ${award.categoryName.toLowerCase()}`;
}

function noticeOf(
  about: { readonly kind: 'recognition' | 'my_recognition'; readonly threshold: string },
  { periodStartMs, nowMs }: About,
): Pick<Notice, 'id' | 'kind' | 'envelopeId' | 'periodStartMs' | 'threshold' | 'pages' | 'raisedAtMs'> {
  const named = { ...about, envelopeId: null, periodStartMs } as const;
  return { ...named, id: noticeId(named), pages: false, raisedAtMs: nowMs };
}

function recipients(told: readonly ToldAward[]): number {
  return new Set(told.map(({ name }) => name)).size;
}

function counted(told: readonly ToldAward[], what: 'team' | 'person'): string {
  const many = recipients(told);
  if (what === 'person') return many === 1 ? '1 person' : `${many} people`;
  return many === 1 ? '1 team' : `${many} teams`;
}
