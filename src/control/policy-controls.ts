import type { UseCase } from '../domain/catalog/use-case.ts';
import { BUILT_IN_DOCUMENT, BUILT_IN_POLICY, BUILT_IN_RULES } from '../domain/policy/built-in-policy.ts';
import { findControls } from '../domain/policy/find-controls.ts';
import { writeDoes } from '../domain/policy/obligation-text.ts';
import type { MatrixRow, PolicyDocument } from '../domain/policy/policy-document.ts';
import type { PolicyRule } from '../domain/policy/policy-rule.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { loadCatalog, loadVersions } from './policies.ts';

type Asked = {
  readonly limit: number;
  readonly afterId: string | null;
  readonly status: UseCase['status'] | undefined;
};

/** For a page of use cases what the policy that decides now says of each class of data, and by which rules. */
export async function listControls(store: ReadUnit, { limit, afterId, status }: Asked) {
  const where = status === undefined ? {} : { status };
  const page = await store.list('use_case', { limit, afterId, where });
  const { models } = await loadCatalog(store);
  const active = (await loadVersions(store)).find(({ row }) => row.state === 'active')?.row;
  const rules = active?.rules ?? BUILT_IN_RULES;
  const rows = page.rows.map(({ row: useCase }) => ({
    useCaseId: useCase.id,
    classes: findControls(rules, useCase, models).map(({ controls, ...one }) => ({
      ...one,
      controls: controls.map(({ rule, always }) => ({ ruleId: rule.id, always })),
    })),
  }));
  const named = new Set(
    rows.flatMap(({ classes }) => classes.flatMap((one) => one.controls.map((each) => each.ruleId))),
  );
  return {
    rows,
    nextAfterId: page.nextAfterId,
    version: active?.version ?? BUILT_IN_POLICY.version,
    activeId: active?.id ?? null,
    rules: rules.filter(({ id }) => named.has(id)).map((rule) => told(rule, active?.document ?? BUILT_IN_DOCUMENT)),
  };
}

/** A rule with the row that it was written as. */
function told(rule: PolicyRule, { matrix }: PolicyDocument) {
  const row: MatrixRow | null = matrix.find(({ id }) => id === rule.id) ?? null;
  return { id: rule.id, effect: rule.effect, why: rule.why, does: row?.does ?? writeDoes(rule).split('; '), row };
}
