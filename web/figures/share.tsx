export type ShareProps = {
  /** 0 to 1 and above; drawn up to 1. */
  readonly of: number;
  readonly tone?: 'plain' | 'warn' | 'stop';
};

/** How much of a whole something is, beside a number that says the same. */
export function Share({ of, tone = 'plain' }: ShareProps) {
  const percent = Math.round(Math.max(0, Math.min(1, of)) * 1000) / 10;
  return (
    <span className="share" data-tone={tone} aria-hidden="true">
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}
