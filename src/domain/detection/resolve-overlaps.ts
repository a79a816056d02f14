import type { Finding } from './finding.ts';

/**
 * Of findings that overlap the surest stays, then the longest, then the earliest; the rest goes. What is left is in
 * order of its start. The answer does not depend on the order in which findings come.
 */
export function resolveOverlaps(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const byStart = [...findings].sort((one, other) => one.start - other.start || compareRank(one, other));
  const kept: Finding[] = [];
  let cluster: Finding[] = [];
  let clusterEnd = -1;
  for (const finding of byStart) {
    if (finding.start >= clusterEnd && cluster.length > 0) {
      for (const best of resolveCluster(cluster)) kept.push(best);
      cluster = [];
    }
    cluster.push(finding);
    clusterEnd = Math.max(clusterEnd, finding.end);
  }
  for (const best of resolveCluster(cluster)) kept.push(best);
  return kept;
}

/** Findings that hang together by overlaps: the best first, then each that touches none before it. */
function resolveCluster(cluster: readonly Finding[]): readonly Finding[] {
  if (cluster.length < 2) return cluster;
  const taken: Finding[] = [];
  for (const finding of [...cluster].sort(compareRank)) {
    const place = placeOf(finding.start, taken);
    const before = taken[place - 1];
    const after = taken[place];
    if (before !== undefined && before.end > finding.start) continue;
    if (after !== undefined && after.start < finding.end) continue;
    taken.splice(place, 0, finding);
  }
  return taken;
}

function compareRank(one: Finding, other: Finding): number {
  return (
    other.confidence - one.confidence ||
    other.end - other.start - (one.end - one.start) ||
    one.start - other.start ||
    compareText(one.type, other.type) ||
    compareText(one.detectorId, other.detectorId)
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** How many of the taken, which are ordered and apart, begin before `start`. */
function placeOf(start: number, taken: readonly Finding[]): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((taken[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
