// Anthropic SDK: the base URL has no path.
import Anthropic from '@anthropic-ai/sdk';

const address = process.env['TOKENWARD_ADDRESS'] ?? 'http://127.0.0.1:8787';
const client = new Anthropic({ baseURL: address, apiKey: process.env['TOKENWARD_KEY'] ?? null });

const answer = await client.messages.create({
  model: 'claude-haiku-4-5',
  max_tokens: 200,
  messages: [{ role: 'user', content: 'Hello' }],
});
for (const block of answer.content) if (block.type === 'text') process.stdout.write(`${block.text}\n`);
