import assert from "node:assert/strict";
import { momentText, spanText } from "../../../cli/release/times";

describe("times as people read them", () => {
  it("are never negative", () => {
    assert.equal(spanText(-5000), "0 s");
  });

  it("are spans of the two largest units that follow each other", () => {
    const minute = 60_000;
    const spans = [999, 7000, 320_000, 60 * minute, 185 * minute, 1441 * minute, 51 * 60 * minute];
    assert.deepEqual(spans.map(spanText), ["0 s", "7 s", "5 min 20 s", "1 h", "3 h 5 min", "1 d", "2 d 3 h"]);
  });

  it("are moments of universal time", () => {
    assert.equal(momentText(Date.UTC(2026, 0, 2, 3, 4, 5, 999)), "2026-01-02 03:04:05 UTC");
  });
});
