// OpenAI SDK, responses API, as a stream.
import OpenAI from 'openai';

const address = process.env['TOKENWARD_ADDRESS'] ?? 'http://127.0.0.1:8787';
const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: process.env['TOKENWARD_KEY'] });

for await (const event of await client.responses.create({ model: 'gpt-5.4-mini', input: 'Hello', stream: true })) {
  if (event.type === 'response.output_text.delta') process.stdout.write(event.delta);
}
process.stdout.write('\n');
