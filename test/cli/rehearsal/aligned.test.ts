import assert from "node:assert/strict";
import { aligned, cut } from "../../../cli/rehearsal/aligned";

describe("the table of aligned columns", () => {
  it("cuts the widest columns first, and says so with an ellipsis", () => {
    assert.deepEqual(aligned([["name", "a".repeat(30), "b".repeat(10)]], 30), [
      `name  ${"a".repeat(11)}…  ${"b".repeat(10)}`,
    ]);
  });

  it("cuts the line where the columns have no room at all", () => {
    assert.deepEqual(aligned([["abcdefghij", "klmnopqrst"]], 12), ["abcdefg…  k…"]);
  });

  it("pads every column to its widest cell, and no line at its end", () => {
    const rows = [
      ["", "dev", "prod"],
      ["zones", "2"],
      ["NAT", "Single", "OnePerAz"],
    ];
    assert.deepEqual(aligned(rows, 80), ["       dev     prod", "zones  2", "NAT    Single  OnePerAz"]);
  });

  it("has no lines for no rows", () => {
    assert.deepEqual(aligned([], 80), []);
  });

  it("keeps a cell on one line", () => {
    assert.deepEqual(aligned([["one\r\n  two"]], 80), ["one two"]);
    assert.equal(cut("abc", 2), "a…");
  });
});
