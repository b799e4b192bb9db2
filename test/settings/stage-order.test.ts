import assert from "node:assert/strict";
import fc from "fast-check";
import { problemText } from "../../refusal/refusal";
import { orderProblems, promotionOrder, type Stages } from "../../settings/stage-order";
import { OFTEN } from "../helpers/property-runs";

const lines = (stages: Stages, stack: string): string[] => orderProblems(stages, stack).map(problemText);

describe("the place of a stage is refused", () => {
  it("behind a stack there is not, or itself", () => {
    assert.deepEqual(lines({ dev: {}, prod: { after: "staging" } }, "prod"), [
      'after: must be another stack of the project (dev), got "staging"; name one, or leave it out',
    ]);
    assert.deepEqual(lines({ dev: { after: "dev", shared: "dev" } }, "dev"), [
      'after: must be another stack of the project (there is none), got "dev"; name one, or leave it out',
      'shared: must be another stack of the project (there is none), got "dev"; name one, or leave it out',
    ]);
  });

  it("on a stack of another project that is not whole, and behind what every object has", () => {
    for (const shared of ["/", "a/b", "a/b/c/d", "a//b"])
      assert.deepEqual(lines({ dev: { shared } }, "dev"), [
        "shared: must be a stack of the project, or <organization>/<project>/<stack>, " +
          `got "${shared}"; write all three, or the stack alone`,
      ]);
    assert.equal(lines({ dev: { after: "constructor" } }, "dev").length, 1);
    assert.deepEqual(promotionOrder({ dev: { after: "constructor" } }), ["dev"]);
  });

  it("in a circle, which is shown, in each stage of it and in no other", () => {
    const stages = {
      dev: { after: "prod" },
      staging: { after: "dev" },
      prod: { after: "staging" },
      team: {},
    };
    assert.deepEqual(lines(stages, "dev"), [
      'after: must be a stack that does not itself build on this one, got "prod" (dev → prod → staging → dev); ' +
        "leave it out in one of them",
    ]);
    assert.equal(lines(stages, "prod").length, 1);
    assert.deepEqual(lines({ ...stages, team: { after: "dev" } }, "team"), []);
  });

  it("in a circle of promotion and sharing", () => {
    assert.deepEqual(lines({ dev: { after: "team" }, team: { shared: "dev" } }, "team"), [
      'shared: must be a stack that does not itself build on this one, got "dev" (team → dev → team); ' +
        "leave it out in one of them",
    ]);
  });
});

describe("the order of stages", () => {
  it("is the promotion's, with names where it leaves a choice, and sharing stacks behind those they share", () => {
    const stages = {
      prod: { after: "staging" },
      "a-team": { shared: "dev" },
      staging: { after: "dev" },
      dev: {},
      demo: { shared: "organization/other/dev" },
    };
    assert.deepEqual(promotionOrder(stages), ["dev", "a-team", "demo", "staging", "prod"]);
    assert.deepEqual(lines(stages, "demo"), []);
  });

  const names = ["a", "b", "c", "d", "e"];
  const before = fc.record({
    after: fc.option(fc.constantFrom(...names, "nowhere"), { nil: undefined }),
    shared: fc.option(fc.constantFrom(...names, "o/p/s"), { nil: undefined }),
  });
  const any = fc.dictionary(fc.constantFrom(...names), before, { noNullPrototype: true });

  it("of any stages has each once, and each behind what it builds on unless that is refused", () => {
    fc.assert(
      fc.property(any, (stages) => {
        const order = promotionOrder(stages);
        assert.deepEqual([...order].sort(), Object.keys(stages).sort());
        if (order.some((stack) => orderProblems(stages, stack).length > 0)) return;
        for (const [stack, { after, shared }] of Object.entries(stages))
          for (const other of [after, shared])
            if (other !== undefined && other in stages)
              assert.ok(order.indexOf(other) < order.indexOf(stack));
      }),
      OFTEN,
    );
  });

  it("that is refused says property, rule, value and remedy", () => {
    fc.assert(
      fc.property(any, (stages) => {
        for (const stack of Object.keys(stages))
          for (const line of lines(stages, stack))
            assert.match(line, /^(?:after|shared): must be an?(?:other)? stack .+, got .+; .+$/);
      }),
      OFTEN,
    );
  });
});
