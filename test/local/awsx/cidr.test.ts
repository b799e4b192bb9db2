import assert from "node:assert/strict";
import { blockAfter, parseBlock } from "../../../local/awsx/cidr";

describe("the next block", () => {
  const block = (text: string) => parseBlock(text) ?? assert.fail(text);

  // The two cases awsx's own tests name.
  it("starts behind a larger block", () => {
    assert.equal(blockAfter(block("10.0.0.0/16"), 17).networkForm(), "10.1.0.0/17");
  });

  it("leaves a gap behind a smaller block, where a larger one cannot start at once", () => {
    assert.equal(blockAfter(block("10.0.0.0/17"), 16).networkForm(), "10.1.0.0/16");
  });
});
