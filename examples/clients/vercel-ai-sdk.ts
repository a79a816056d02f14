// Vercel AI SDK: both providers take a base URL that ends in /v1.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText } from 'ai';

const address = process.env['TOKENWARD_ADDRESS'] ?? 'http://127.0.0.1:8787';
const settings = { baseURL: `${address}/v1`, apiKey: process.env['TOKENWARD_KEY'] ?? '' };

const models = [createOpenAI(settings).chat('gpt-5.4-mini'), createAnthropic(settings)('claude-haiku-4-5')];
for (const model of models) process.stdout.write(`${(await generateText({ model, prompt: 'Hello' })).text}\n`);
