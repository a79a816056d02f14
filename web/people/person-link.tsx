import { TextLink } from '../shell/links.tsx';
import { usePersonNames } from './use-person-names.ts';

/** Leads to a person, by name where it is known. */
export function PersonLink({ id }: { readonly id: string }) {
  const nameOf = usePersonNames();
  return (
    <TextLink to="/people/$personId" params={{ personId: id }} dir="auto">
      {nameOf(id)}
    </TextLink>
  );
}
