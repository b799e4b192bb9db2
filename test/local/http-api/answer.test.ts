import { strict as assert } from "node:assert";
import { accessLine } from "../../../local/http-api/access-log";
import { answerOf } from "../../../local/http-api/answer";

const answered = (value: unknown, functionError?: string): unknown[] => {
  const payload = typeof value === "string" ? value : JSON.stringify(value);
  const { status, headers, body } = answerOf({ payload: Buffer.from(payload), functionError });
  return [status, headers, body.toString()];
};
const FAILED = [500, { "content-type": "application/json" }, `{"message":"Internal Server Error"}`];

describe("the answer to a client", () => {
  for (const [title, value] of [
    ["no JSON", "{oops"],
    ["a status that is none", { statusCode: "ok" }],
    ["a status out of range", { statusCode: 42 }],
    ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
    ["headers that are lists", { statusCode: 200, headers: { a: ["b"] } }],
    ["a header that ends its line", { statusCode: 200, headers: { a: "b\r\nc: d" } }],
    ["cookies that are no list", { statusCode: 200, cookies: "a=b" }],
  ] as const)
    it(`is an internal error where the function gives ${title}`, () => {
      assert.deepEqual(answered(value), FAILED);
    });

  it("is an internal error where the function failed, without a word of what it said", () => {
    assert.deepEqual(answered({ errorMessage: "secret" }, "Unhandled"), FAILED);
  });

  it("is all of what the function gave, as JSON, where that has no status", () => {
    const type = { "content-type": "application/json" };
    assert.deepEqual(answered({ message: "hello", body: 1 }), [200, type, `{"message":"hello","body":1}`]);
    assert.deepEqual(answered(`"Hello from Lambda!"`), [200, type, "Hello from Lambda!"]);
    assert.deepEqual(answered("null"), [200, type, "null"]);
    assert.deepEqual(answered("[1,2]"), [200, type, "[1,2]"]);
  });

  it("has the function's status, headers, cookies and bytes", () => {
    const { status, headers, body } = answerOf({
      payload: Buffer.from(
        JSON.stringify({
          statusCode: 201,
          headers: { "Content-Type": "image/png", "X-Count": 3, Connection: "close", "x-name": "Zoë" },
          cookies: ["a=1; Path=/", "b=2"],
          body: Buffer.from([0, 255, 1]).toString("base64"),
          isBase64Encoded: true,
        }),
      ),
    });
    assert.equal(status, 201);
    assert.deepEqual(headers, {
      "content-type": "image/png",
      "x-count": "3",
      "x-name": "ZoÃ«",
      "set-cookie": ["a=1; Path=/", "b=2"],
    });
    assert.deepEqual([...body], [0, 255, 1]);
  });

  it("is text where the function names no type, and has no type without a body", () => {
    assert.deepEqual(answered({ statusCode: 200, body: "hi" }), [
      200,
      { "content-type": "text/plain; charset=utf-8" },
      "hi",
    ]);
    assert.deepEqual(answered({ statusCode: 204 }), [204, {}, ""]);
  });
});

describe("a line of the access log", () => {
  it("has every variable replaced, unknown ones by a dash, and stays the JSON it was", () => {
    const format = JSON.stringify({
      id: "$context.requestId",
      path: "$context.path",
      error: "$context.integration.error",
    });
    const line = accessLine(format, { requestId: "r", path: `/a"b\n` });
    assert.deepEqual(JSON.parse(line), { id: "r", path: `/a"b\n`, error: "-" });
  });
});
