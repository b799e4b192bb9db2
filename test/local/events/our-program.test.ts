import assert from "node:assert/strict";
import { triggers } from "../../../components/release-control/event-patterns";
import { parseExpression } from "../../../local/alarms/expression/parse";
import { instanceEvents } from "../../../local/events/sources/instances";
import { eventPattern } from "../../../local/events/pattern/pattern";
import { schedule } from "../../../local/events/schedule/schedule";
import { make } from "../../components/make";
import { ALARM, settings, storefront } from "../../components/storefront";
import { NOON } from "./world";

describe("what our own program declares", () => {
  const rules = Object.entries(triggers({ project: "shop", stage: "dev" }));
  const place = {
    region: "eu-central-1",
    account: "123456789012",
    groupArn: "arn:group",
    zone: "a",
    subnetId: "s",
  };

  it("has schedules that are due", () => {
    const due = rules.flatMap(([, rule]) =>
      "scheduleExpression" in rule ? [schedule(rule.scheduleExpression).next(NOON, NOON)] : [],
    );
    assert.deepEqual(due, [NOON + 60_000]);
  });

  it("hears of its own instances by their group's name, and of nobody else's", () => {
    const heard = (group: string) =>
      ["launched", "failed", "ended"].flatMap((kind) =>
        instanceEvents({ kind, instanceId: "i-1", group, at: NOON }, group, place).flatMap((told) => {
          const event = { ...told, "detail-type": told.detailType };
          return rules.flatMap(([name, rule]) =>
            "eventPattern" in rule && eventPattern(rule.eventPattern)(event)
              ? [`${name}: ${told.detailType}`]
              : [],
          );
        }),
      );
    assert.deepEqual(heard("shop-dev-storefront-fleet-blue"), [
      "instances: EC2 Instance Launch Successful",
      "instances: EC2 Instance Terminate Successful",
    ]);
    assert.deepEqual(heard("shop-prod-storefront-fleet-blue"), []);
  });

  it("has alarms whose expressions can be evaluated", async () => {
    const made = await make(storefront({ settings: { ...settings, alarms: {} } }));
    const queries = made.declared
      .filter(({ type }) => type === ALARM)
      .flatMap(({ inputs }) => inputs["metricQueries"] as { expression?: string }[]);
    const kinds = queries.flatMap(({ expression }) =>
      expression === undefined ? [] : [parseExpression(expression).kind],
    );
    assert.deepEqual(kinds, ["if", "if", "if", "if", "if", "if"]);
  });
});
