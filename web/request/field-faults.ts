import { useEffect } from 'react';
import { RequestProblem } from './request-problem.ts';

/** What the server said of single members of a body, by the last part of their pointers. */
export function faultsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof RequestProblem)) return {};
  return Object.fromEntries(
    error.problem.errors.map(({ pointer, detail }) => [pointer.split('/').at(-1) ?? '', capital(detail)]),
  );
}

type Form = { readonly setErrors: (errors: Record<string, string>) => void };

/** Puts what the server said of a member at its field; the rest stands above the form. */
export function useFieldFaults(form: Form, error: unknown, fields: Readonly<Record<string, string>> = {}): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal; the form is another object with each drawing
  useEffect(() => {
    const faults = Object.entries(faultsOf(error)).map(([member, detail]) => [fields[member] ?? member, detail]);
    if (faults.length > 0) form.setErrors(Object.fromEntries(faults));
  }, [error]);
}

function capital(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
