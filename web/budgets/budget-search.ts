export type BudgetSearch = { readonly state?: 'archived' | undefined };

/** What the address says; anything else is as if nothing stood there. */
export function readBudgetSearch(search: Readonly<Record<string, unknown>>): BudgetSearch {
  return search['state'] === 'archived' ? { state: 'archived' } : {};
}
