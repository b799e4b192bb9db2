import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs, {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { Store, type CloudObject } from "../../../../local/aws/store/store";
import { toJson } from "../../../../wire/values";
import { Refusal, shown } from "../../../../refusal/refusal";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { anyValues } from "../../../wire/any-value";

const object = (key: string, more: Partial<CloudObject> = {}): CloudObject => ({
  type: "T",
  key,
  unique: undefined,
  properties: { key },
  ...more,
});
const keys = (store: Store) => store.list().map(({ key }) => key);

describe("the store", () => {
  let path: string;
  beforeEach(() => {
    path = join(temporaryFolder(), "aws.jsonl");
  });

  it("refuses a file that cannot be made or written, and says which and why", () => {
    const refused = (where: string, code: string) => (error: Error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(
        error.message,
        `MULTISTAGE_LOCAL_STORE: must be a file that can be written, got ${shown(where)} (${code}); ` +
          "make room for it, or name another",
      );
      return true;
    };
    const below = join(__filename, "aws.jsonl");
    assert.throws(() => new Store(below), refused(below, "EEXIST"));
    const full = new Store("/dev/full");
    assert.throws(() => full.put(object("a")), refused("/dev/full", "ENOSPC"));
    assert.throws(
      () => {
        full.remove("T", "a");
      },
      refused("/dev/full", "ENOSPC"),
    );
  });

  it("does not count a line torn by a kill, wherever it is torn, and reads on after it", () => {
    new Store(path).put(object("a"));
    const whole = readFileSync(path).length;
    new Store(path).put(object("b", { properties: { text: "ü" } }));
    const end = readFileSync(path);
    for (let size = whole; size < end.length; size += 1) {
      writeFileSync(path, end);
      truncateSync(path, size);
      const store = new Store(path);
      assert.deepEqual(keys(store), ["a"], `torn at ${size}`);
      assert.equal(store.put(object("c")), true);
      // What was written whole but for its line break counts from the next line on: it was never answered.
      const after = size === end.length - 1 ? ["a", "b", "c"] : ["a", "c"];
      assert.deepEqual(keys(new Store(path)), after, `torn at ${size}`);
    }
  });

  it("does not count a line another process has not finished, and counts it once it has", () => {
    const store = new Store(path);
    const other = new Store(join(temporaryFolder(), "other.jsonl"));
    other.put(object("a", { properties: { text: "ü" } }));
    for (const byte of readFileSync(other.path)) {
      assert.deepEqual(keys(store), []);
      appendFileSync(path, Buffer.of(byte));
    }
    assert.deepEqual(keys(store), ["a"]);
  });

  it("passes over what is no line", () => {
    appendFileSync(path, '\u0000\u0000\n{"op":"put"\n\n[1\n');
    assert.deepEqual(keys(new Store(path)), []);
  });

  it("gives a unique name to the one that was first, and says so to the other, who changes nothing", () => {
    const [one, two] = [new Store(path), new Store(path)];
    assert.equal(one.create(object("a", { unique: "name" })), true);
    assert.equal(two.create(object("b", { unique: "name" })), false);
    assert.equal(two.put(object("b", { unique: "name" })), false);
    for (const store of [one, two, new Store(path)]) assert.deepEqual(keys(store), ["a"]);
  });

  it("does not make again what exists, not even under the same key and name", () => {
    const store = new Store(path);
    assert.equal(store.create(object("a", { unique: "name" })), true);
    assert.equal(store.create(object("a", { unique: "name", properties: { new: true } })), false);
    assert.deepEqual(store.get("T", "a")?.properties, { key: "a" });
  });

  it("refuses a change to a name that another has, and leaves both as they were", () => {
    const store = new Store(path);
    store.create(object("a", { unique: "one" }));
    store.create(object("b", { unique: "two" }));
    assert.equal(store.put(object("b", { unique: "one", properties: {} })), false);
    assert.deepEqual(store.list(), [object("a", { unique: "one" }), object("b", { unique: "two" })]);
  });

  it("lets a name go with the object that had it, and with a change to another name", () => {
    const store = new Store(path);
    store.create(object("a", { unique: "one" }));
    store.remove("T", "a");
    assert.equal(store.create(object("b", { unique: "one" })), true);
    assert.equal(store.put(object("b", { unique: "two" })), true);
    assert.equal(store.create(object("c", { unique: "one" })), true);
    assert.deepEqual(keys(new Store(path)), ["b", "c"]);
  });

  for (const [what, mine, theirs, expected] of [
    ["the same name", object("a", { unique: "n" }), object("b", { unique: "n" }), [false, true]],
    ["the same object", object("a", { unique: "n" }), object("a", { unique: "n" }), [false, true]],
    ["different names", object("a", { unique: "n" }), object("b", { unique: "m" }), [true, true]],
  ] as const) {
    it(`tells two processes that make ${what} at once who was first`, () => {
      const [one, two] = [new Store(path), new Store(path)];
      const done: boolean[] = [];
      between(() => done.push(two.create(theirs)), "before");
      done.unshift(one.create(mine));
      assert.deepEqual(done, expected);
      assert.deepEqual(one.list(), two.list());
    });
  }

  it("tells two processes that change one object at once that both did", () => {
    const [one, two] = [new Store(path), new Store(path)];
    one.create(object("a"));
    const done: boolean[] = [];
    between(() => done.push(two.put(object("a", { properties: { by: "two" } }))), "after");
    done.push(one.put(object("a", { properties: { by: "one" } })));
    assert.deepEqual(done, [true, true]);
    assert.deepEqual(one.get("T", "a")?.properties, { by: "two" });
  });

  it("keeps objects of different types with one key apart", () => {
    const store = new Store(path);
    store.put(object("a", { type: "T" }));
    store.put(object("a", { type: "U" }));
    store.remove("T", "a");
    assert.deepEqual(store.list("T"), []);
    assert.deepEqual(store.list("U"), [object("a", { type: "U" })]);
  });

  it("can be read by its owner only, also the folder made for it", () => {
    const deep = join(temporaryFolder(), "deep", "aws.jsonl");
    const before = process.umask(0);
    try {
      new Store(deep);
    } finally {
      process.umask(before);
    }
    assert.equal(statSync(deep).mode & 0o777, 0o600);
    assert.equal(statSync(join(deep, "..")).mode & 0o777, 0o700);
  });

  it("gives every process what any of them wrote, as it was written", () => {
    fc.assert(
      fc.property(anyValues({ secrets: false }), (properties) => {
        const file = join(mkdtempSync(join(path, "..", "run-")), "aws.jsonl");
        const [one, two] = [new Store(file), new Store(file)];
        one.put(object("a", { properties }));
        for (const store of [one, two, new Store(file)])
          assert.equal(
            JSON.stringify(toJson(store.get("T", "a")!.properties)),
            JSON.stringify(toJson(properties)),
          );
      }),
    );
  });

  it("is written before the change is answered: another process sees it at once", () => {
    new Store(path).put(object("a"));
    const seen = spawnSync("grep", ["-c", '"key":"a"', path], { encoding: "utf8" });
    assert.equal(seen.stdout.trim(), "1");
  });
});

/** Runs something once just before or after the next line is written, as another process may. */
function between(other: () => void, when: "before" | "after"): void {
  const append = fs.appendFileSync;
  fs.appendFileSync = (...args) => {
    fs.appendFileSync = append;
    if (when === "before") other();
    append(...args);
    if (when === "after") other();
  };
}
