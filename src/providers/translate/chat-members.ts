import { becomes, drop, type FaceTable, refused, rowsOf } from './translation-table.ts';

const OTHERS = ['openai-responses', 'anthropic-messages'] as const;
const NO_CACHE_WORDS = drop('a hint for the cache of the vendor that it was written for; the answer is the same');
const ONE_ANSWER = refused('one answer a request is all that the other API gives');
const NO_PROBABILITIES = refused('the other API gives no log probabilities in this form');
const NO_PENALTIES = refused('the other API has no such control of sampling');
const OLD_FUNCTIONS = refused('the older form of tools; write "tools"');
const NO_SOUND = refused('the other API takes and gives no sound');
const NO_NAME = refused('the other API does not tell speakers of one role apart');

/** All that a request of chat completions can hold. Source: types of the vendor's SDK 7.57. */
export const CHAT_MEMBERS: FaceTable = {
  face: 'openai-chat',
  rows: [
    ...rowsOf('body', OTHERS, {
      model: becomes('model'),
      messages: [becomes('instructions, input'), becomes('system, messages')],
      stream: becomes('stream'),
      stream_options: becomes('(usage is always asked for)'),
      max_completion_tokens: [becomes('max_output_tokens'), becomes('max_tokens')],
      max_tokens: [becomes('max_output_tokens'), becomes('max_tokens')],
      temperature: becomes('temperature'),
      top_p: becomes('top_p'),
      stop: [refused('the Responses API has no stop sequences'), becomes('stop_sequences'), []],
      tools: becomes('tools'),
      tool_choice: becomes('tool_choice'),
      parallel_tool_calls: [becomes('parallel_tool_calls'), becomes('tool_choice.disable_parallel_tool_use')],
      response_format: [becomes('text.format'), becomes('output_config.format')],
      reasoning_effort: [becomes('reasoning.effort'), becomes('thinking, output_config.effort')],
      verbosity: [
        becomes('text.verbosity'),
        drop('the Messages API has no measure of how wordy an answer is'),
        'medium',
      ],
      user: [becomes('user'), becomes('metadata.user_id')],
      safety_identifier: [becomes('safety_identifier'), becomes('metadata.user_id')],
      metadata: [becomes('metadata'), drop('labels for answers that the vendor stores; none is stored')],
      store: [becomes('store'), drop('the Messages API stores no answers for its caller'), false],
      service_tier: [becomes('service_tier'), becomes('service_tier (default ↔ standard_only)'), 'auto'],
      prompt_cache_key: [becomes('prompt_cache_key'), NO_CACHE_WORDS],
      prompt_cache_retention: [becomes('prompt_cache_retention'), NO_CACHE_WORDS],
      prompt_cache_options: [becomes('prompt_cache_options'), NO_CACHE_WORDS],
      prediction: drop('a hint that makes the answer faster; the answer is the same'),
      n: [ONE_ANSWER, ONE_ANSWER, 1],
      logprobs: [NO_PROBABILITIES, NO_PROBABILITIES, false],
      top_logprobs: [NO_PROBABILITIES, NO_PROBABILITIES, 0],
      logit_bias: [NO_PENALTIES, NO_PENALTIES, {}],
      frequency_penalty: [NO_PENALTIES, NO_PENALTIES, 0],
      presence_penalty: [NO_PENALTIES, NO_PENALTIES, 0],
      seed: refused('the other API cannot be asked to repeat itself'),
      modalities: [NO_SOUND, NO_SOUND, ['text']],
      audio: NO_SOUND,
      moderation: refused('a service of the vendor that it was written for'),
      web_search_options: refused('a tool that runs at the vendor that it was written for'),
      functions: [OLD_FUNCTIONS, OLD_FUNCTIONS, []],
      function_call: [OLD_FUNCTIONS, OLD_FUNCTIONS, 'none', 'auto'],
    }),
    ...rowsOf('stream_options', OTHERS, {
      include_usage: becomes('(usage is always asked for, and told to who asked)'),
      include_obfuscation: drop('padding against eavesdroppers, made by the vendor that it was written for'),
    }),
    ...rowsOf('role', OTHERS, {
      system: [becomes('instructions, or a system item'), becomes('system, or a system message')],
      developer: [becomes('a developer item'), becomes('system, or a system message')],
      user: becomes('user'),
      assistant: becomes('assistant'),
      tool: [becomes('function_call_output'), becomes('tool_result')],
      function: OLD_FUNCTIONS,
    }),
    ...rowsOf('message', OTHERS, { role: becomes('role'), content: becomes('content'), name: NO_NAME }),
    ...rowsOf('message of the assistant', OTHERS, {
      role: becomes('role'),
      content: becomes('content'),
      refusal: [becomes('a refusal part'), becomes('text')],
      tool_calls: [becomes('function_call'), becomes('tool_use'), []],
      name: NO_NAME,
      audio: NO_SOUND,
      function_call: OLD_FUNCTIONS,
      annotations: [drop('notes on an answer that was given'), drop('notes on an answer that was given'), []],
      reasoning_content: drop('reasoning belongs to the model that reasoned'),
      reasoning: drop('reasoning belongs to the model that reasoned'),
    }),
    ...rowsOf('message of a tool', OTHERS, {
      role: becomes('role'),
      content: becomes('content'),
      tool_call_id: [becomes('call_id'), becomes('tool_use_id')],
      name: drop('the call that it answers has the name'),
    }),
    ...rowsOf('kind of part', OTHERS, {
      text: [becomes('input_text, output_text'), becomes('text')],
      refusal: [becomes('refusal'), becomes('text')],
      image_url: [becomes('input_image'), becomes('image')],
      file: [becomes('input_file'), becomes('document')],
      input_audio: NO_SOUND,
    }),
    ...rowsOf('part', OTHERS, {
      type: becomes('type'),
      text: becomes('text'),
      refusal: becomes('refusal'),
      image_url: becomes('image_url, source'),
      file: becomes('file, source'),
      prompt_cache_breakpoint: NO_CACHE_WORDS,
    }),
    ...rowsOf('image_url', OTHERS, {
      url: [becomes('image_url'), becomes('source')],
      detail: [becomes('detail'), drop('the Messages API looks at pictures in one resolution'), 'auto'],
    }),
    ...rowsOf('file', OTHERS, {
      file_data: [becomes('file_data'), becomes('source')],
      filename: [becomes('filename'), becomes('title')],
      file_id: refused('the file lies at the vendor that it was sent to'),
    }),
    ...rowsOf('kind of tool', OTHERS, {
      function: [becomes('function'), becomes('a tool')],
      custom: refused('a tool that takes free text is not translated'),
    }),
    ...rowsOf('tool', OTHERS, { type: becomes('type'), function: becomes('function') }),
    ...rowsOf('function', OTHERS, {
      name: becomes('name'),
      description: becomes('description'),
      parameters: [becomes('parameters'), becomes('input_schema')],
      strict: becomes('strict'),
    }),
    ...rowsOf('tool call', OTHERS, {
      id: [becomes('call_id'), becomes('id')],
      type: becomes('type'),
      function: becomes('name, arguments'),
      index: drop('the place in the list says the same'),
      custom: refused('a tool that takes free text is not translated'),
    }),
    ...rowsOf('called function', OTHERS, {
      name: becomes('name'),
      arguments: [becomes('arguments'), becomes('input')],
    }),
    ...rowsOf('kind of tool_choice', OTHERS, {
      none: becomes('none'),
      auto: becomes('auto'),
      required: [becomes('required'), becomes('any')],
      function: [becomes('function'), becomes('tool')],
      custom: refused('a tool that takes free text is not translated'),
      allowed_tools: refused('send only the tools that may be called'),
    }),
    ...rowsOf('tool_choice', OTHERS, { type: becomes('type'), function: becomes('name') }),
    ...rowsOf('chosen function', OTHERS, { name: becomes('name') }),
    ...rowsOf('kind of response_format', OTHERS, {
      text: becomes('(the default)'),
      json_schema: becomes('json_schema'),
      json_object: [becomes('json_object'), refused('the Messages API takes a schema or nothing; send one')],
    }),
    ...rowsOf('response_format', OTHERS, { type: becomes('type'), json_schema: becomes('format') }),
    ...rowsOf('json_schema', OTHERS, {
      name: [becomes('name'), drop('a schema has no name in the Messages API')],
      description: [becomes('description'), drop('a schema has no description of its own in the Messages API')],
      schema: becomes('schema'),
      strict: [becomes('strict'), becomes('(always strict)')],
    }),
  ],
};
