import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Addresses } from "../../../local/instances/addresses";
import { KeptOutput } from "../../../local/instances/kept-output";

describe("what a process printed", () => {
  it("is kept whole while it is not long, however it came", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 5_000 }), { maxLength: 40 }), (parts) => {
        const kept = new KeptOutput();
        for (const part of parts) kept.add(Buffer.from(part));
        assert.equal(kept.text(), parts.join(""));
      }),
    );
  });

  it("is kept at its beginning and its end where it is long, and says how much is missing", () => {
    const kept = new KeptOutput();
    kept.add(Buffer.from("a".repeat(70_000)));
    for (let at = 0; at < 100; at++) kept.add(Buffer.from("b".repeat(10_000)));
    kept.add(Buffer.from("c".repeat(1_000_000)));
    const whole = 70_000 + 1_000_000 + 1_000_000;
    const left = whole - 64 * 1024 - 192 * 1024;
    assert.equal(
      kept.text(),
      `${"a".repeat(64 * 1024)}\n[${left} bytes are left out]\n${"c".repeat(192 * 1024)}`,
    );
  });
});

describe("the addresses of instances", () => {
  it("are one's own, of 127.16.0.0 and above, and the same when asked again", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 50 }), (ids) => {
        const addresses = new Addresses();
        const taken = ids.map((id) => addresses.take(id));
        assert.equal(new Set(taken).size, ids.length);
        assert.deepEqual(
          ids.map((id) => addresses.take(id)),
          taken,
        );
        for (const address of taken) {
          const [first, second = 0, third = -1, last = 0] = address.split(".").map(Number);
          assert.ok(first === 127 && second >= 16 && second < 240 && third >= 0 && third < 256);
          assert.ok(last >= 1 && last <= 254);
        }
      }),
    );
  });

  it("are free again after their instance", () => {
    const addresses = new Addresses();
    addresses.take("i-1");
    addresses.free("i-1");
    assert.equal(addresses.get("i-1"), undefined);
  });
});
