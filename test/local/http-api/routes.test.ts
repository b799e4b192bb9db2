import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import type { Route } from "../../../local/http-api/api";
import { routeOf } from "../../../local/http-api/routes";

const to = (routeKey: string): Route => ({ routeKey, integration: { functionArn: routeKey } });
const routed = (keys: readonly string[], method: string, path: string): unknown => {
  const match = routeOf(keys.map(to), method, path);
  return match === undefined ? undefined : [match.route.routeKey, match.pathParameters ?? {}];
};

describe("the route of a request", () => {
  it("is none where nothing fits, and $default where that is there", () => {
    assert.equal(routed(["GET /pets", "POST /pets"], "GET", "/dogs"), undefined);
    assert.equal(routed(["GET /pets"], "PUT", "/pets"), undefined);
    assert.equal(routed(["GET /pets"], "GET", "/pets/"), undefined);
    assert.equal(routed(["GET /pets/{id}"], "GET", "/pets/"), undefined);
    assert.equal(routed(["ANY /{proxy+}"], "GET", "/"), undefined);
    assert.deepEqual(routed(["GET /pets", "$default"], "GET", "/pets/"), ["$default", {}]);
  });

  it("is the most specific one, as the documentation's example has it", () => {
    const keys = ["$default", "ANY /{proxy+}", "GET /pets/{proxy+}", "GET /pets/dog/{id}", "GET /pets/dog/1"];
    for (const order of [keys, [...keys].reverse()]) {
      assert.deepEqual(routed(order, "GET", "/pets/dog/1"), ["GET /pets/dog/1", {}]);
      assert.deepEqual(routed(order, "GET", "/pets/dog/2"), ["GET /pets/dog/{id}", { id: "2" }]);
      assert.deepEqual(routed(order, "GET", "/pets/cat/1"), ["GET /pets/{proxy+}", { proxy: "cat/1" }]);
      assert.deepEqual(routed(order, "POST", "/test/5"), ["ANY /{proxy+}", { proxy: "test/5" }]);
    }
  });

  it("is that of the method before that of any method, on the same path", () => {
    for (const order of [
      ["ANY /pets/{id}", "GET /pets/{id}"],
      ["GET /pets/{id}", "ANY /pets/{id}"],
    ]) {
      assert.deepEqual(routed(order, "GET", "/pets/6"), ["GET /pets/{id}", { id: "6" }]);
      assert.deepEqual(routed(order, "PUT", "/pets/6"), ["ANY /pets/{id}", { id: "6" }]);
    }
  });

  it("gives back the path it was made of, whatever its segments", () => {
    const segment = fc.string({ minLength: 1 }).filter((text) => !text.includes("/"));
    fc.assert(
      fc.property(segment, segment, fc.array(segment, { minLength: 1 }), (shop, pet, rest) => {
        const [key, parameters] = routed(
          ["GET /{shop}/x/{pet}/{rest+}"],
          "GET",
          `/${[shop, "x", pet, ...rest].join("/")}`,
        ) as [string, Record<string, string>];
        assert.equal(key, "GET /{shop}/x/{pet}/{rest+}");
        assert.deepEqual(parameters, { shop, pet, rest: rest.join("/") });
      }),
    );
  });
});
