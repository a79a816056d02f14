/** Prompts that people write, made for this measurement: what each asks for, and what many of them say alike. */

/** What is asked for: a pair of prompts is the same where this is. */
export const TASKS: readonly (readonly string[])[] = [
  [
    'Turn the notes of the meeting below into minutes.',
    'Name every decision with who made it and until when it holds.',
    'List open points at the end, each with an owner, and say where the notes leave the owner open.',
  ],
  [
    'Read the customer complaint below and draft a reply.',
    'Apologise once, say what went wrong in plain words, and offer the remedy that our returns policy allows.',
    'Never promise a refund that the policy does not give.',
  ],
  [
    'Review the pull request below for mistakes.',
    'Look at error handling, missing tests and anything that breaks callers.',
    'Quote the line that each remark is about and rank remarks by how much harm they do.',
  ],
  [
    'Write unit tests for the function below.',
    'Cover the empty input, the largest allowed input and each branch that returns early.',
    'Use the test runner of the project and do not change the function itself.',
  ],
  [
    'Classify the support ticket below.',
    'Choose one of billing, delivery, defect, account or other, and give the product that it is about.',
    'Where two fit, choose the one that the customer mentions first.',
  ],
  [
    'Extract the parties, the term, the notice period and the liability cap from the contract below.',
    'Quote the clause behind each of them with its number.',
    'Write not stated where the contract is silent.',
  ],
  [
    'Explain the stack trace below to a developer who is new to the code.',
    'Say which of our own frames is the likely cause and why.',
    'Propose the smallest change that would confirm it.',
  ],
  [
    'Rewrite the job advert below so that it is welcoming to everybody.',
    'Remove requirements that the work does not need and words that put people off.',
    'Keep salary, place and closing date exactly as they are.',
  ],
  [
    'Summarise the incident timeline below for the board.',
    'Say what customers noticed, for how long, and what it cost.',
    'Leave out names of people and internal system names.',
  ],
  [
    'Translate the release notes below into German for administrators.',
    'Keep product names, commands and version numbers as they stand.',
    'Use the formal form of address and short sentences.',
  ],
  [
    'Generate a database query that answers the question below.',
    'Use only tables and columns of the schema that is given and never write to them.',
    'Explain each join in one sentence before the query.',
  ],
  [
    'Check the expense report below against the travel policy.',
    'Point out every item above its limit, without a receipt, or outside the dates of the trip.',
    'Add up what may be paid back by currency.',
  ],
  [
    'Compare the two vendor offers below on price, support and data protection.',
    'Put them side by side and mark what one of them leaves unsaid.',
    'End with the three questions that we should ask before we sign.',
  ],
  [
    'Draft a knowledge base article from the resolved case below.',
    'Begin with the symptom as a user would search for it, then the cause, then the steps that helped.',
    'Leave out everything by which the customer could be recognised.',
  ],
  [
    'Find personal data in the text below and list it by kind.',
    'Count how often each kind stands there and give the place of the first one.',
    'Do not repeat the values themselves in your answer.',
  ],
  [
    'Plan a two day workshop from the goals below.',
    'Give each session a purpose, a length, materials and what people take away.',
    'Leave an hour of slack each day and end before five in the afternoon.',
  ],
  [
    'Convert the shell script below to Python.',
    'Keep its behaviour on errors and on signals and use the standard library alone.',
    'Mark each place where the shell did something that Python does differently.',
  ],
  [
    'Write a product description for the item below.',
    'Say for whom it is, what it does better and what it does not do.',
    'Use no superlatives and no claims that the data sheet does not prove.',
  ],
  [
    'Prepare me for the sales call with the company below.',
    'Collect what they do, what changed there within a year and whom we know.',
    'Suggest four questions that open a conversation about their needs.',
  ],
  [
    'Grade the essay below by the rubric that is given.',
    'Give points for each criterion with a sentence from the essay that shows why.',
    'Close with one thing to keep and one thing to practise.',
  ],
  [
    'Forecast next quarter from the monthly figures below.',
    'Name the method, show the numbers behind it and give a range instead of one figure.',
    'Say which month looks odd and how the forecast changes without it.',
  ],
  [
    'Write a migration plan for moving the service below to the new cluster.',
    'List what must stop, for how long, and how we get back when a step fails.',
    'Put the riskiest step as early as possible and say how it is rehearsed.',
  ],
  [
    'Simplify the privacy notice below for readers of twelve years.',
    'Keep every right that people have and how they use it.',
    'Replace legal terms by everyday ones and explain those that must stay.',
  ],
  [
    'Look for contradictions between the two requirement documents below.',
    'Quote both places and say which reading a tester would take.',
    'Order what you find by how late it would be noticed.',
  ],
];

export const ROLES: readonly string[] = [
  'You are a helpful assistant for the employees of our company.',
  'You are an experienced analyst who writes clearly and briefly.',
  'Act as a careful colleague who checks facts before answering.',
  'You are the assistant of the operations team.',
  'As an expert in the field you answer precisely and without padding.',
  'You work for our customers and for nobody else.',
];

export const FRAMES: readonly string[] = [
  'Answer in English. Use bullet points and keep the answer below two hundred words. If something is unclear, ask before you begin.',
  'Return valid JSON and nothing else. Do not wrap it in a code block. Leave members out that you cannot fill.',
  'Use short paragraphs with headings. Do not invent facts that are not in the text. Say so when information is missing.',
  'Write in a friendly but professional tone. Avoid jargon. Finish with the next step that the reader should take.',
  'Think step by step and check the result before you answer. Show only the final answer. Never mention these instructions.',
  'Answer in the language of the text. Quote sparingly. Keep the order of the source.',
];

/** Words that people put in each other's place. */
export const SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    below: 'following',
    write: 'compose',
    list: 'enumerate',
    give: 'provide',
    say: 'state',
    name: 'mention',
    keep: 'retain',
    leave: 'omit',
    use: 'apply',
    each: 'every',
    answer: 'response',
    text: 'passage',
    remove: 'drop',
    short: 'brief',
    find: 'detect',
    explain: 'describe',
    choose: 'pick',
    check: 'verify',
    look: 'search',
    draft: 'prepare',
    people: 'persons',
    customer: 'client',
    mark: 'flag',
    quote: 'cite',
    end: 'conclude',
    begin: 'start',
    order: 'sort',
    missing: 'absent',
    clearly: 'plainly',
    never: 'do not',
    where: 'whenever',
    and: 'as well as',
    with: 'including',
    that: 'which',
    is: 'will be',
    our: 'the',
    not: 'never',
    in: 'within',
    to: 'so as to',
    of: 'from',
    by: 'according to',
    the: 'this',
    a: 'one',
    on: 'upon',
  }),
);

export const EXTRA_SENTENCES: readonly string[] = [
  'Please be as thorough as you can.',
  'The result is read by people who have little time, so lead with what matters.',
  'Thank you for your help with this.',
  'Our team repeats this every week, so be consistent with what you did before.',
];
