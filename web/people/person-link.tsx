import { useNames } from '../names/names.tsx';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { usePersonNames } from './use-person-names.ts';

/** Leads to a person, by name where it is known; for whoever may not open that page it is the name alone. */
export function PersonLink({ id }: { readonly id: string }) {
  const directory = usePersonNames();
  const named = useNames();
  const nameOf = (personId: string) => named('person', personId) ?? directory(personId);
  const may = useMay();
  if (!may('control.read:access')) return <bdi>{nameOf(id)}</bdi>;
  return (
    <TextLink to="/people/$personId" params={{ personId: id }} dir="auto">
      {nameOf(id)}
    </TextLink>
  );
}
