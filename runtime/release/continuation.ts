/** What a step tells itself from one invocation to the next, in the token that the pipeline carries. Pure. */
import * as z from "zod/mini";
import { artifactSchema } from "./revision";

const time = z.int().check(z.gte(0));

/** What a release begins with. */
const { bucket, key, sha256 } = artifactSchema.shape;
const text = z.string().check(z.minLength(1));
const beginning = z.strictObject({ by: text, bucket, key, sha256, commit: z.optional(text) });
export type Beginning = Readonly<z.infer<typeof beginning>>;

const continuation = z.strictObject({
  /** Since when the step asks. */
  since: time,
  /** Since when it has not got through to an AWS service. */
  troubleSince: z.optional(time),
  /** Read once: what a version of an object has does not change. */
  beginning: z.optional(beginning),
});
export type Continuation = Readonly<z.infer<typeof continuation>>;

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
const LONGEST = 2048;

export function tokenFrom(continuation: Continuation): string {
  const token = JSON.stringify(continuation);
  if (token.length <= LONGEST) return token;
  // What it had read is read again.
  return JSON.stringify({ ...continuation, beginning: undefined });
}

/** What another version of this function may have written means that the step asks since now. */
export function continuationOf(token: unknown, now: number): Continuation {
  try {
    const { success, data } = continuation.safeParse(JSON.parse(typeof token === "string" ? token : ""));
    if (success) return data;
  } catch {
    // No token, the first time.
  }
  return { since: now };
}
