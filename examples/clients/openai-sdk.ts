// OpenAI SDK: the base URL ends in /v1.
import OpenAI from 'openai';

const address = process.env['TOKENWARD_ADDRESS'] ?? 'http://127.0.0.1:8787';
const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: process.env['TOKENWARD_KEY'] });

const answer = await client.chat.completions.create(
  { model: 'gpt-5.4-mini', messages: [{ role: 'user', content: 'Hello' }] },
  { headers: { 'tokenward-purpose': 'a first call' } },
);
process.stdout.write(`${answer.choices[0]?.message.content}\n`);
