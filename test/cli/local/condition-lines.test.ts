import assert from "node:assert/strict";
import { conditionLines, NOT_MODELLED } from "../../../cli/local/condition-lines";
import type { Condition } from "../../../local/planes/condition";

const nothing: Condition = { ok: true, planes: [], urls: [], targets: [], instances: [], functions: [] };

describe("how everything is that runs", () => {
  it("says of nothing but what is not modelled", () => {
    assert.deepEqual(conditionLines(nothing), [NOT_MODELLED]);
  });

  it("says who does not answer and why, how targets are, and what curl takes", () => {
    const condition: Condition = {
      ok: false,
      planes: [
        { name: "store", answers: false, detail: "moto does not answer" },
        { name: "functions", answers: true, detail: "1 function" },
      ],
      urls: [{ name: "product", url: "http://127.0.0.1:8080" }],
      targets: [
        { group: "shop-blue", id: "i-1", port: 8080, state: "healthy" },
        {
          ...{ group: "shop-blue", id: "i-2", port: 8080, state: "unhealthy" },
          ...{ reason: "Target.Timeout", description: "Request timed out" },
        },
      ],
      instances: [{ id: "i-1", group: "fleet-blue", address: "127.16.0.1", state: "booted" }],
      functions: [{ name: "web", version: "3", aliases: ["live"] }],
      memoryMiB: 411.7,
    };
    assert.deepEqual(conditionLines(condition), [
      "planes",
      "  store      does not answer  moto does not answer",
      "  functions  answers          1 function",
      "urls",
      "  product  curl http://127.0.0.1:8080/",
      "targets",
      "  shop-blue  i-1:8080  healthy",
      "  shop-blue  i-2:8080  unhealthy  Target.Timeout: Request timed out",
      "instances",
      "  i-1  fleet-blue  127.16.0.1  booted",
      "functions",
      "  web  version 3  live",
      "memory: 412 MiB of all processes together",
      NOT_MODELLED,
    ]);
  });
});
