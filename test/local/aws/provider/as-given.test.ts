import assert from "node:assert/strict";
import * as fc from "fast-check";
import { allAsGiven } from "../../../../local/aws/provider/as-given";
import type { Values } from "../../../../wire/values";
import { anyValues } from "../../../wire/any-value";

describe("the inputs as a refresh finds them", () => {
  const given: Values = { name: "x", check: { path: "/health" } };
  const expected: Values = { name: "x", check: { path: "/health", port: 80, rules: [1] }, size: 1 };

  const cases: [what: string, actual: Values, inputs: Values][] = [
    ["are as they were given where AWS only filled them in", expected, given],
    ["miss what AWS no longer has", { check: expected["check"]! }, { check: { path: "/health" } }],
    [
      "have what was changed inside a block, and nothing AWS filled in beside it",
      { ...expected, check: { path: "/other", port: 80, rules: [1] } },
      { name: "x", check: { path: "/other" } },
    ],
    [
      "have what AWS would fill in otherwise",
      { ...expected, check: { path: "/health", port: 81, rules: [1] } },
      { name: "x", check: { path: "/health", port: 81 } },
    ],
    [
      "have a changed list as a whole",
      { ...expected, check: { path: "/health", port: 80, rules: [1, 2] } },
      { name: "x", check: { path: "/health", rules: [1, 2] } },
    ],
    ["have a block that became something else", { ...expected, check: "none" }, { name: "x", check: "none" }],
    ["have what was not given and is not what AWS fills in", { ...expected, size: 2 }, { ...given, size: 2 }],
  ];
  for (const [what, actual, inputs] of cases) {
    it(what, () => {
      assert.deepEqual(allAsGiven(given, expected, actual), inputs);
    });
  }

  it("are exactly what AWS holds where nothing was expected, and what was given where all was", () => {
    const values = anyValues({ secrets: false, unknowns: false });
    fc.assert(
      fc.property(values, values, (some, other) => {
        assert.deepEqual(allAsGiven({}, {}, some), { ...some });
        assert.deepEqual(allAsGiven(some, some, some), { ...some });
        assert.deepEqual(
          Object.keys(allAsGiven(some, other, other)),
          Object.keys(other).filter((name) => Object.hasOwn(some, name)),
        );
      }),
    );
  });
});
