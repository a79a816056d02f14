import fc from 'fast-check';
import { type JsonObject, objectOrEmpty } from '../wire/json-object.ts';

/** Requests of chat completions that say only what all three APIs can say. Random, and valid at each vendor. */
export function sayableChatRequests(): fc.Arbitrary<JsonObject> {
  return fc
    .record({
      instructions: fc.option(word),
      rounds: fc.array(round, { minLength: 1, maxLength: 4 }),
      tools: fc.uniqueArray(tool, { maxLength: 3, selector: ({ function: { name } }) => name }),
      controls: fc.record({
        temperature: fc.option(fc.constantFrom(0, 0.25, 1)),
        top_p: fc.option(fc.constantFrom(0.1, 1)),
        max_completion_tokens: fc.option(fc.integer({ min: 1, max: 90_000 })),
        reasoning_effort: fc.option(fc.constantFrom('none', 'low', 'medium', 'high', 'xhigh', 'max')),
        stream: fc.option(fc.constant(true)),
        user: fc.option(fc.constantFrom('u-1', 'u-2')),
        service_tier: fc.option(fc.constant('default')),
      }),
      choice: fc.option(fc.constantFrom('auto', 'none', 'required', 'named')),
      parallel: fc.option(fc.constant(false)),
      schema: fc.option(
        fc.constant({ type: 'object', properties: { n: { type: 'number' } }, additionalProperties: false }),
      ),
    })
    .map(({ instructions, rounds, tools, controls, choice, parallel, schema }) => {
      const [first] = tools;
      const named = { type: 'function', function: { name: first?.function.name } };
      return withoutNulls({
        model: 'm',
        messages: [...(instructions === null ? [] : [{ role: 'system', content: instructions }]), ...rounds.flat()],
        ...controls,
        ...(first === undefined ? {} : { tools }),
        tool_choice: first === undefined ? null : choice === 'named' ? named : choice,
        parallel_tool_calls: first === undefined || choice === 'none' ? null : parallel,
        response_format:
          schema === null ? null : { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
        stream_options: controls.stream === true ? { include_usage: true } : null,
      });
    })
    .map((body) => objectOrEmpty(JSON.parse(JSON.stringify(body))));
}

export function withoutNulls(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
}

const word = fc.constantFrom('Hello', 'Wie spät?', '🌊 tide', 'a\nb', '{"not":"json"}', '"quoted"', ' ');

const tool = fc.record({
  type: fc.constant('function' as const),
  function: fc.record({
    name: fc.constantFrom('get_tide', 'send', 'look_up'),
    description: fc.constantFrom('Does it.', 'ä'),
    parameters: fc.constant({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }),
    strict: fc.constantFrom(true, false),
  }),
});

const picture = fc.constantFrom(
  { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
  { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
);
const file = fc.constantFrom(
  { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0x' } },
  { type: 'file', file: { filename: 'a.txt', file_data: 'data:text/plain;base64,bGVzZW4=' } },
);
const part = fc.oneof(
  word.map((text) => ({ type: 'text', text })),
  picture,
  file,
);
const content = fc.oneof(word, fc.array(part, { minLength: 2, maxLength: 4 }));

/** A question, with or without calls of tools that are answered, and an answer. */
const round = fc
  .record({
    question: content,
    before: fc.option(word),
    calls: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
    results: fc.tuple(word, word, word),
    answer: word,
    seed: fc.nat(),
  })
  .map(({ question, before, calls, answer, results, seed }) => {
    const user = { role: 'user', content: question };
    if (calls.length === 0) return [user, { role: 'assistant', content: answer }];
    const ids = calls.map((call) => `call_${seed}_${call}`);
    const tool_calls = ids.map((id) => {
      return { id, type: 'function', function: { name: 'get_tide', arguments: '{"city":"Brest"}' } };
    });
    return [
      user,
      { role: 'assistant', content: before, tool_calls },
      ...ids.map((tool_call_id, at) => ({ role: 'tool', tool_call_id, content: results[at] ?? '' })),
      { role: 'assistant', content: answer },
    ];
  });
