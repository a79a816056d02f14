// LangChain: the base URL goes into `configuration`.
import { ChatOpenAI } from '@langchain/openai';

const address = process.env['TOKENWARD_ADDRESS'] ?? 'http://127.0.0.1:8787';
const chat = new ChatOpenAI({
  model: 'gpt-5.4-mini',
  apiKey: process.env['TOKENWARD_KEY'] ?? '',
  configuration: { baseURL: `${address}/v1` },
});
process.stdout.write(`${(await chat.invoke('Hello')).text}\n`);
