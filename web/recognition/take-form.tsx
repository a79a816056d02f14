import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addressOf } from '../request/call-operation.ts';
import { REVIEW_WORDS } from '../words/review-words.ts';

const FILE = 'recognition-for-reviews.csv';
const WHY_CHARACTERS_MAX = 200;

/** The file, once it was said what for: each person in it reads that. */
export function TakeForm() {
  const [why, setWhy] = useState('');
  const isWhole = why.trim() !== '';
  return (
    <Group gap="sm" align="flex-end" className="narrow">
      <TextInput
        style={{ flexGrow: 1 }}
        label={REVIEW_WORDS.why}
        description={REVIEW_WORDS.whyHelp}
        value={why}
        maxLength={WHY_CHARACTERS_MAX}
        dir="auto"
        onChange={({ currentTarget }) => setWhy(currentTarget.value)}
      />
      <Button
        component="a"
        download={FILE}
        {...(isWhole
          ? { href: addressOf('exportRecognitionForReviewsCsv', { query: { why: why.trim() } }) }
          : { 'data-disabled': true, 'aria-disabled': true })}
      >
        {REVIEW_WORDS.download}
      </Button>
    </Group>
  );
}
