import assert from "node:assert/strict";
import { decide, decider } from "../../../runtime/release/decide";
import { Course } from "./world/endings";
import { explore } from "./world/explore";
import { failures, ITEMS } from "./world/report";
import { STARTS } from "./world/starts";
import { REGISTRATION, serving } from "./world/world";

describe("every way a release can take, within bounds", () => {
  for (const { name, world, faults, items, quickly } of STARTS)
    it(`ends, and keeps all promises: ${name}`, () => {
      const report = explore(world, decide, { faults: faults.quick, ...(quickly && { only: quickly }) });
      assert.deepEqual(failures(report, quickly ?? items), []);
      assert.ok(report.states > 1000, `${report.states} states`);
      for (const outcome of ["done", "rejected"]) assert.ok(report.outcomes.has(outcome), outcome);
    });
});

describe("the explorer", () => {
  const one = serving(REGISTRATION, ["r2"]);

  it("says which item never occurred, in a world in which it cannot", () => {
    const only = ITEMS.filter((item) => item !== "alarm" && item !== "stale read");
    const report = explore(one, decide, { faults: 1, only });
    assert.deepEqual(failures(report), ["never occurred: stale read", "never occurred: alarm"]);
  });

  it("tells the shortest story of an engine that moves users to a fleet it did not look at", () => {
    const careless = decider((id, matches) => (id.endsWith("-obstacle") ? false : matches));
    const { violation } = explore(one, careless, { faults: 1 });
    assert.equal(violation?.what, "forward only with 1 healthy in this read, got 0");
    assert.deepEqual(violation.story.slice(-3), [
      "  the step release of r2 decides release-asked: users are to move to green",
      "  the step release of r2 decides switch-ready: nothing is in the way: users move to green now",
      "! an instance of green is lost",
    ]);
  });

  it("finds an engine that waits for ever", () => {
    const patient = decider((id, matches) => (id === "never-healthy" ? false : matches));
    const { violation } = explore(one, patient, { faults: 1 });
    assert.equal(violation?.what, "a release holds the service, and nothing follows");
  });
});

describe("a course of worlds", () => {
  const course = (open: readonly boolean[], ...steps: readonly [number, number][]): Course => {
    const made = new Course();
    for (const isOpen of open) made.add(isOpen);
    for (const [from, to] of steps) made.leads(from, to);
    return made;
  };

  it("is endless where releases go in a circle", () => {
    const circle = course([false, true, true, true], [0, 1], [1, 2], [2, 3], [3, 2]);
    assert.deepEqual(circle.endless(), { world: 2, why: "a release goes in a circle" });
  });

  it("is endless where nothing follows but the world itself", () => {
    const stuck = course([true, true], [0, 1], [1, 1]);
    assert.deepEqual(stuck.endless(), {
      world: 1,
      why: "a release holds the service, and nothing follows",
    });
  });

  it("ends where every circle is one without a release", () => {
    assert.equal(course([false, true, false], [0, 1], [1, 2], [2, 0]).endless(), undefined);
  });
});
