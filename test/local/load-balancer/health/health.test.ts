import assert from "node:assert/strict";
import {
  afterCheck,
  firstChecks,
  type Health,
  type Outcome,
} from "../../../../local/load-balancer/health/health";
import { inMatcher } from "../../../../local/load-balancer/health/probe";

const pass: Outcome = { passed: true };
const mismatch: Outcome = {
  passed: false,
  reason: "Target.ResponseCodeMismatch",
  description: "Health checks failed with these codes: [500]",
};
const timeout: Outcome = { passed: false, reason: "Target.Timeout", description: "Request timed out" };

/** What each check of a run leads to: `state reason`. */
const run = (outcomes: readonly Outcome[], thresholds = { healthyThreshold: 3, unhealthyThreshold: 2 }) => {
  let health: Health = firstChecks;
  return outcomes.map((outcome) => {
    health = afterCheck(health, outcome, thresholds);
    return [health.state, health.reason].join(" ").trim();
  });
};
const initial = "initial Elb.InitialHealthChecking";
const unhealthy = "unhealthy Target.ResponseCodeMismatch";

describe("the health of a target", () => {
  it("is good with the first passed check of a new one", () => {
    assert.deepEqual(run([pass]), ["healthy"]);
    assert.deepEqual(run([mismatch, pass]), [initial, "healthy"]);
  });

  it("is bad after as many failures in a row as declared, not when a pass is between", () => {
    assert.deepEqual(run([mismatch, mismatch]), [initial, unhealthy]);
    assert.deepEqual(run([pass, mismatch, pass, mismatch, mismatch]), [
      "healthy",
      "healthy",
      "healthy",
      "healthy",
      unhealthy,
    ]);
  });

  it("is good again after as many passes in a row as declared", () => {
    const sick = [mismatch, mismatch];
    assert.deepEqual(run([...sick, pass, pass, pass]).slice(2), [unhealthy, unhealthy, "healthy"]);
    assert.deepEqual(run([...sick, pass, pass, mismatch, pass, pass, pass]).slice(4), [
      unhealthy,
      unhealthy,
      unhealthy,
      "healthy",
    ]);
  });

  it("names the latest failure", () => {
    assert.deepEqual(run([mismatch, timeout, mismatch]), [initial, "unhealthy Target.Timeout", unhealthy]);
  });
});

describe("a matcher", () => {
  it("takes a code, a list, a range, and both together", () => {
    const taken = (matcher: string) =>
      [199, 200, 202, 250, 299, 300].filter((code) => inMatcher(matcher, code));
    assert.deepEqual(taken("200"), [200]);
    assert.deepEqual(taken("200,202"), [200, 202]);
    assert.deepEqual(taken("200-299"), [200, 202, 250, 299]);
    assert.deepEqual(taken("199, 250-300"), [199, 250, 299, 300]);
    assert.deepEqual(taken(""), []);
  });
});
