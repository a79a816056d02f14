import { type RefObject, useRef } from 'react';

/** Leads whoever sent a form to its first field that has a fault, once it is drawn there. */
export function useFirstFault<Root extends HTMLElement>(): {
  readonly ref: RefObject<Root | null>;
  readonly focus: () => void;
} {
  const ref = useRef<Root>(null);
  const focus = () =>
    requestAnimationFrame(() => {
      const field = ref.current?.querySelector('[aria-invalid="true"]');
      if (field instanceof HTMLElement) field.focus();
    });
  return { ref, focus };
}
