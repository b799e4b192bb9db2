import assert from "node:assert/strict";
import * as z from "zod/mini";
import { problemText } from "../../refusal/refusal";
import { schemaProblems } from "../../refusal/schema-problems";

const schema = z.strictObject({ phase: z.enum(["one", "two"]), times: z.array(z.int()), who: z.string() });

describe("the complaints of a schema", () => {
  it("are all told at once, each with its path, its rule and what stands there", () => {
    const value = { phase: "three", times: [1, "two"], what: true };
    const { error } = schema.safeParse(value);
    assert.deepEqual(schemaProblems(error?.issues ?? [], value, "mend it").map(problemText), [
      'phase: must be one of one, two, got "three"; mend it',
      'times[1]: must be a number, got "two"; mend it',
      "who: must be a text, got nothing; mend it",
      "what: must be left out, got true; mend it",
    ]);
  });
});
