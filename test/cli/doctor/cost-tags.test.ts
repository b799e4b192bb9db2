import assert from "node:assert/strict";
import { costTagFinding } from "../../../cli/doctor/cost-tags";

const FIRST = "2026-03-01T10:00:00.123456789Z";
const LATER = "2026-03-02T09:00:00Z";
const tags = { ManagedBy: "multistage", Project: "shop", Stage: "dev" };

const resource = (created: string | undefined, given: object = tags, more: object = {}): object => ({
  urn: `urn:pulumi:dev::shop::aws:sqs/queue:Queue::${created ?? "none"}`,
  type: "aws:sqs/queue:Queue",
  custom: true,
  ...(created === undefined ? {} : { created }),
  outputs: { tags: given },
  ...more,
});
const state = (...resources: object[]): { deployment: unknown } => ({ deployment: { resources } });
const at = (time: string): Date => new Date(time);
const finding = (time: string, setting?: unknown, ...resources: object[]) =>
  costTagFinding(
    state(...(resources.length > 0 ? resources : [resource(LATER), resource(FIRST)])),
    setting,
    at(time),
  );

describe("the cost-allocation tags of a stack", () => {
  it("are nothing to speak of without a state, or without a resource that has our tags", () => {
    const now = at("2026-04-01T00:00:00Z");
    assert.equal(costTagFinding({ deployment: {} }, undefined, now), undefined);
    const others = [
      resource(FIRST, { ManagedBy: "somebody" }),
      resource(FIRST, {}),
      resource(undefined),
      resource("yesterday"),
      resource(FIRST, tags, { delete: true }),
      resource(FIRST, tags, { custom: false }),
    ];
    assert.equal(costTagFinding(state(...others), undefined, now), undefined);
  });

  it("are not due for 24 hours after the first resource, to the second", () => {
    assert.deepEqual(finding("2026-03-02T09:59:59Z"), {
      what: "cost-allocation tags",
      ok: true,
      detail:
        "not due before 2026-03-02 10:00 UTC: the first resource with our tags is of 2026-03-01 10:00 UTC",
    });
  });

  it("are due after them, with the command for the account that pays and the one that says it was done", () => {
    const { remedy = "", ...due } = finding("2026-03-02T10:00:01Z") ?? {};
    assert.deepEqual(due, {
      what: "cost-allocation tags",
      ok: true,
      detail:
        "due, and nobody has said that they are active: the first resource with our tags is of 2026-03-01 10:00 UTC",
    });
    assert.deepEqual(
      remedy.split("\n").map((line) => line.trim()),
      [
        "in the account that pays (an organization's management account) and only there:",
        "aws ce update-cost-allocation-tags-status --cost-allocation-tags-status " +
          "TagKey=Project,Status=Active TagKey=Stage,Status=Active TagKey=Service,Status=Active " +
          "TagKey=Owner,Status=Active TagKey=CostCenter,Status=Active",
        "then, here: pulumi config set multistage:costAllocationTags active",
      ],
    );
  });

  it("are done once the stack's settings say so, however young or old it is, and not for any other word", () => {
    for (const time of ["2026-03-01T10:00:00Z", "2027-01-01T00:00:00Z"])
      assert.equal(finding(time, "active")?.detail, "active, as multistage:costAllocationTags says");
    for (const word of [true, "Active", "", "soon"])
      assert.match(finding("2027-01-01T00:00:00Z", word)?.detail ?? "", /^due/);
  });
});
