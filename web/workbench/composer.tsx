import { type KeyboardEvent, type Ref, useId, useRef } from 'react';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';
import type { InspectedSpan } from './use-inspection.ts';

export type ComposerProps = {
  readonly text: string;
  readonly spans: readonly InspectedSpan[];
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
  readonly describedBy: string;
  readonly input: Ref<HTMLTextAreaElement>;
};

/** A text that is marked while it is written: a second copy lies beneath, whose marks shine through. */
export function Composer({ text, spans, onChange, onSend, describedBy, input }: ComposerProps) {
  const id = useId();
  const beneath = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  };
  return (
    <div className="composer">
      <label htmlFor={id} className="sr-only">
        {WORKBENCH_WORDS.message}
      </label>
      <div className="composer-text composer-beneath" aria-hidden ref={beneath}>
        {markedParts(text, spans)}
        {'\n'}
      </div>
      <textarea
        id={id}
        ref={input}
        className="composer-text"
        rows={3}
        dir="auto"
        placeholder={WORKBENCH_WORDS.placeholder}
        value={text}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          if (beneath.current !== null) beneath.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** A text whose findings stand in marks. */
export function markedParts(text: string, spans: readonly InspectedSpan[]) {
  const ordered = [...spans].sort((left, right) => left.start - right.start);
  const parts = [];
  let at = 0;
  for (const { start, end, type } of ordered) {
    if (start < at) continue;
    parts.push(text.slice(at, start), <mark key={`${start} ${type}`}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return [...parts, text.slice(at)];
}
