import assert from "node:assert/strict";
import { Faults, type Fault } from "../../../local/aws/faults";
import { readFaults } from "../../../local/aws/read-faults";

const REMEDY = 'write, e.g., [{"on":"create","nth":2,"then":"fail"}]';

function refused(text: string): string[] {
  try {
    readFaults({ MULTISTAGE_LOCAL_FAULTS: text });
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  return assert.fail(`${text} was taken`);
}

describe("readFaults", () => {
  it("refuses what is no list", () => {
    for (const text of ["{on: create}", '{"on":"create","then":"fail"}', "null", "1", '"fail"', " "])
      assert.deepEqual(refused(text), [
        `MULTISTAGE_LOCAL_FAULTS: must be a JSON list of faults, got ${JSON.stringify(text)}; ${REMEDY}`,
      ]);
  });

  const entries: [what: string, entry: unknown, property: string, rule: string, got: string][] = [
    ["what is no object", "fail", "", "an object", '"fail"'],
    ["null", null, "", "an object", "null"],
    ["a list", [], "", "an object", "[]"],
    [
      "a call there is not",
      { on: "make", then: "fail" },
      ".on",
      "one of create, read, update, delete, invoke",
      '"make"',
    ],
    ["a call left out", { then: "fail" }, ".on", "one of create, read, update, delete, invoke", "nothing"],
    [
      "an outcome there is not",
      { on: "create", then: "explode" },
      ".then",
      "one of fail, partial, lost, late, vanish, exit, delay",
      '"explode"',
    ],
    [
      "an outcome left out",
      { on: "create" },
      ".then",
      "one of fail, partial, lost, late, vanish, exit, delay",
      "nothing",
    ],
    [
      "a half-done deletion",
      { on: "delete", then: "partial" },
      ".then",
      "one of fail, lost, late, vanish, exit, delay",
      '"partial"',
    ],
    [
      "a half-done look-up",
      { on: "invoke", then: "partial" },
      ".then",
      "one of fail, exit, delay",
      '"partial"',
    ],
    ["a reading that got lost", { on: "read", then: "lost" }, ".then", "one of fail, exit, delay", '"lost"'],
    [
      "a type that is no text",
      { on: "create", type: 1, then: "fail" },
      ".type",
      "a type or function token",
      "1",
    ],
    [
      "the call before the first",
      { on: "create", nth: 0, then: "fail" },
      ".nth",
      "a whole number from 1",
      "0",
    ],
    ["half a call", { on: "create", nth: 1.5, then: "fail" }, ".nth", "a whole number from 1", "1.5"],
    ["a number as text", { on: "create", nth: "1", then: "fail" }, ".nth", "a whole number from 1", '"1"'],
    [
      "a delay into the past",
      { on: "create", delayMs: -1, then: "delay" },
      ".delayMs",
      "a number from 0 to 60000",
      "-1",
    ],
    [
      "a delay of hours",
      { on: "create", delayMs: 60_001, then: "delay" },
      ".delayMs",
      "a number from 0 to 60000",
      "60001",
    ],
    [
      "a property there is not",
      { on: "create", then: "fail", nht: 1 },
      ".nht",
      "one of on, type, nth, then, delayMs",
      '"nht"',
    ],
  ];
  for (const [what, entry, property, rule, got] of entries) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(refused(JSON.stringify([{ on: "read", then: "fail" }, entry])), [
        `MULTISTAGE_LOCAL_FAULTS[1]${property}: must be ${rule}, got ${got}; ${REMEDY}`,
      ]);
    });
  }

  it("says everything that is wrong at once", () => {
    assert.equal(refused('[{"on":"x","then":"y","z":1},2]').length, 4);
  });

  it("takes no faults where nothing is asked for", async () => {
    for (const env of [{}, { MULTISTAGE_LOCAL_FAULTS: "" }, { MULTISTAGE_LOCAL_FAULTS: "[]" }])
      assert.equal(await readFaults(env).strike("create", "T"), undefined);
  });
});

describe("Faults", () => {
  const strikes = async (faults: readonly Fault[], calls: readonly [Fault["on"], string][]) => {
    const list = new Faults(faults);
    const struck: (string | undefined)[] = [];
    for (const call of calls) struck.push((await list.strike(...call))?.then);
    return struck;
  };

  it("strike only the calls and types they are for", async () => {
    const faults: Fault[] = [
      { on: "create", type: "T", then: "fail" },
      { on: "delete", then: "lost" },
    ];
    const calls: [Fault["on"], string][] = [
      ["create", "T"],
      ["create", "U"],
      ["update", "T"],
      ["delete", "U"],
    ];
    assert.deepEqual(await strikes(faults, calls), ["fail", undefined, undefined, "lost"]);
  });

  it("count every call of their kind, also one that another fault struck", async () => {
    const faults: Fault[] = [
      { on: "create", nth: 1, then: "fail" },
      { on: "create", nth: 2, then: "lost" },
      { on: "create", type: "T", nth: 3, then: "partial" },
    ];
    const create = (type: string): [Fault["on"], string] => ["create", type];
    assert.deepEqual(await strikes(faults, ["T", "U", "T", "T", "T"].map(create)), [
      "fail",
      "lost",
      undefined,
      "partial",
      undefined,
    ]);
  });

  it("wait before what else they do", async () => {
    const faults: Fault[] = [
      { on: "create", then: "delay", delayMs: 30 },
      { on: "create", then: "fail" },
    ];
    const before = performance.now();
    assert.deepEqual(await strikes(faults, [["create", "T"]]), ["fail"]);
    assert.ok(performance.now() - before >= 29);
  });
});
