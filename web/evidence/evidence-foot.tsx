import { lazy, useState } from 'react';
import { useMay } from '../shell/session.tsx';
import { Part } from '../states/broken.tsx';
import { EVIDENCE_TITLE } from '../words/evidence-words.ts';

const EvidencePanel = lazy(async () => ({ default: (await import('./evidence-panel.tsx')).EvidencePanel }));

/** At the foot of each page, for those who audit: closed until somebody wants to see what the page rests on. */
export function EvidenceFoot() {
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may('audit.read:audit')) return null;
  return (
    <details className="evidence" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{EVIDENCE_TITLE}</summary>
      {open ? (
        <Part>
          <EvidencePanel />
        </Part>
      ) : null}
    </details>
  );
}
