/**
 * Why a call of a use case with a cache was neither answered from it nor kept in it:
 *
 *   client_asked      the client said `no-store`
 *   data_class        its content is above the class that the use case allows
 *   uninspected       nobody knows the class of its content: a detector failed
 *   media             it carries what nobody reads, or what can change behind its address
 *   face              its API has no answers to give again
 *   sampled           the same question has many answers, and the use case does not say that any of them does
 *   several_choices   it asks for more than one answer
 *   unknown_member    its body has a member of which it is not known what it does
 *   kept_by_vendor    it goes on from something that the vendor keeps, or asks the vendor to keep something
 *   vendor_tool       the vendor may search, run or read something while it answers
 */
export const CACHE_BARS = [
  'client_asked',
  'data_class',
  'uninspected',
  'media',
  'face',
  'sampled',
  'several_choices',
  'unknown_member',
  'kept_by_vendor',
  'vendor_tool',
] as const;
export type CacheBar = (typeof CACHE_BARS)[number];
