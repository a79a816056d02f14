import { z } from 'zod';

/** What is wrong with one part of a request. `pointer` is an RFC 6901 pointer into the body, or `query/name`, `path/name`, `header/name`. */
export const ProblemDetail = z.object({ pointer: z.string(), detail: z.string() }).meta({ id: 'ProblemDetail' });

/** Every answer of the control API that is not a success (RFC 9457, `application/problem+json`). */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'A stable identifier: "urn:tokenward:problem:" and the code.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    remedy: z.string(),
    retryable: z.boolean(),
    requestId: z.string(),
    errors: z.array(ProblemDetail),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;
