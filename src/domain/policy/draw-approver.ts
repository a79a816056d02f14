/** Who could decide, as the directory has it. */
export type ApproverDraw = {
  readonly requesterId: string;
  /** The person for whom alone it would be. */
  readonly beneficiaryId: string | null;
  /** What is gone beyond, in words, for instance `the envelope "support-month"`. */
  readonly subject: string;
  readonly ownerId: string | null;
  readonly isActive: (personId: string) => boolean;
  /** Everybody active who holds the role governance, in any order. */
  readonly governance: readonly string[];
};

/** Who decides, and by which rule, in words. */
export type DrawnApprover = { readonly personId: string; readonly why: string };

/**
 * Draws who decides: the owner, if that is somebody else than who asks and who gains; else one of governance. The same
 * people and the same subject give the same approver, so that asking again does not find another one. Null: there is nobody.
 */
export function drawApprover(draw: ApproverDraw): DrawnApprover | null {
  const { ownerId, subject } = draw;
  const mayDecide = (personId: string): boolean => personId !== draw.requesterId && personId !== draw.beneficiaryId;
  if (ownerId !== null && draw.isActive(ownerId) && mayDecide(ownerId)) {
    return { personId: ownerId, why: `The owner of ${subject}.` };
  }
  const able = [...new Set(draw.governance)]
    .filter((personId) => draw.isActive(personId) && mayDecide(personId))
    .sort();
  const personId = able[seedOf(`${draw.requesterId}\n${subject}`) % Math.max(1, able.length)];
  if (personId === undefined) return null;
  const among = able.length === 1 ? 'the one person' : `one of ${able.length} people`;
  return { personId, why: `${whyNotOwner(draw)}: drawn by rule, ${among} of governance who may decide.` };
}

function whyNotOwner({ ownerId, subject, requesterId, isActive }: ApproverDraw): string {
  if (ownerId === null) return `No person owns ${subject}`;
  if (!isActive(ownerId)) return `The owner of ${subject} is not active`;
  return `The owner of ${subject} ${ownerId === requesterId ? 'asks' : 'would gain by it'}`;
}

/** FNV-1a: nobody has to trust it, it only has to come out alike everywhere. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
