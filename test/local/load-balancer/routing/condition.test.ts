import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Condition } from "../../../../local/load-balancer/model";
import { conditionsTest, type RequestFacts } from "../../../../local/load-balancer/routing/condition";
import { patternTest } from "../../../../local/load-balancer/routing/pattern";

const plain: RequestFacts = {
  method: "GET",
  host: "shop.example.com",
  path: "/cart/Items",
  query: "",
  rawHeaders: [],
  clientAddress: "127.0.0.1",
};

const fits = (condition: Condition, request: Partial<RequestFacts> = {}): boolean =>
  conditionsTest([condition])({ ...plain, ...request });
const path = (...patterns: string[]): Condition => ({ field: "path-pattern", patterns });
const host = (...patterns: string[]): Condition => ({ field: "host-header", patterns });

describe("a condition", () => {
  it("fits nothing when it is not modelled", () => {
    assert.equal(fits({ field: "unknown", name: "regex" }), false);
  });

  it("of a path minds upper and lower case, wildcards, and the whole path", () => {
    assert.equal(fits(path("/cart/*")), true);
    assert.equal(fits(path("/cart/items")), false);
    assert.equal(fits(path("/cart/?tems")), true);
    assert.equal(fits(path("/cart/?")), false);
    assert.equal(fits(path("/cart")), false);
    assert.equal(fits(path("/other", "*")), true);
    assert.equal(fits(path("/a.b"), { path: "/aXb" }), false);
    assert.equal(fits(path("/a\\*b"), { path: "/aXb" }), false);
    assert.equal(fits(path("/a\\*b"), { path: "/a*b" }), true);
  });

  it("of a host does not mind upper and lower case", () => {
    assert.equal(fits(host("SHOP.example.com")), true);
    assert.equal(fits(host("*.Example.com"), { host: "PRE.EXAMPLE.COM" }), true);
    assert.equal(fits(host("*.example.com"), { host: "example.com" }), false);
  });

  it("of a header looks at each value of that name, whatever its case", () => {
    const condition: Condition = { field: "http-header", name: "X-Preview", patterns: ["yes*"] };
    assert.equal(fits(condition), false);
    assert.equal(fits(condition, { rawHeaders: ["yes", "X-Preview"] }), false);
    assert.equal(fits(condition, { rawHeaders: ["x-preview", "no", "X-PREVIEW", "YES please"] }), true);
  });

  it("of a method is exact, of a source a range", () => {
    const method: Condition = { field: "http-request-method", methods: ["POST"] };
    assert.deepEqual(
      [fits(method), fits(method, { method: "POST" }), fits(method, { method: "post" })],
      [false, true, false],
    );
    const source: Condition = { field: "source-ip", ranges: ["10.0.0.0/8", "127.0.0.0/8", "::1/128"] };
    assert.equal(fits(source), true);
    assert.equal(fits(source, { clientAddress: "::1" }), true);
    assert.equal(fits(source, { clientAddress: "192.0.2.1" }), false);
  });

  it("of a query looks at each pair, with or without a key", () => {
    const keyed: Condition = { field: "query-string", pairs: [{ key: "version", value: "v1" }] };
    const any: Condition = { field: "query-string", pairs: [{ value: "*beta*" }] };
    assert.deepEqual(
      ["", "version=v1", "a=b&VERSION=V1", "version=v10", "v1"].map((query) => fits(keyed, { query })),
      [false, true, true, false, false],
    );
    assert.deepEqual(
      ["", "x=my-beta=1", "beta"].map((query) => fits(any, { query })),
      [false, true, false],
    );
  });

  it("is one of all that a rule asks for", () => {
    const both = conditionsTest([host("shop.*"), path("/cart/*")]);
    assert.equal(both(plain), true);
    assert.equal(both({ ...plain, path: "/" }), false);
    assert.equal(both({ ...plain, host: "other.example.com" }), false);
    assert.equal(conditionsTest([])(plain), true);
  });

  it("takes every text by its own name, whatever signs are in it", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const pattern = text.replace(/[*?\\]/g, "x");
        assert.equal(patternTest(pattern, { caseSensitive: true })(pattern), true);
        assert.equal(patternTest(`${pattern}*`, { caseSensitive: true })(`${pattern}${text}`), true);
        assert.equal(patternTest(`${pattern}?`, { caseSensitive: true })(pattern), false);
      }),
    );
  });
});
