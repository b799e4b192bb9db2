import assert from "node:assert/strict";
import { redirectLocation } from "../../../../local/load-balancer/routing/redirect";

const same = {
  type: "redirect",
  statusCode: 301,
  protocol: "#{protocol}",
  host: "#{host}",
  port: "#{port}",
  path: "/#{path}",
  query: "#{query}",
} as const;
const request = { host: "shop.example.com", path: "/cart/1", query: "a=1&b=2" };
const listener = { protocol: "HTTP", port: 80 };

describe("a redirect", () => {
  it("keeps what it does not change, and says the port", () => {
    const change = { ...same, protocol: "HTTPS", port: "443" };
    assert.equal(redirectLocation(change, request, listener), "https://shop.example.com:443/cart/1?a=1&b=2");
  });

  it("puts parts of the request where they are asked for", () => {
    const change = { ...same, host: "www.#{host}", path: "/old/#{path}", query: "port=#{port}&#{query}" };
    assert.equal(
      redirectLocation(change, request, listener),
      "http://www.shop.example.com:80/old/cart/1?port=80&a=1&b=2",
    );
  });

  it("has no question mark without a query, and leaves names it does not know", () => {
    assert.equal(
      redirectLocation(same, { ...request, query: "" }, listener),
      "http://shop.example.com:80/cart/1",
    );
    assert.equal(
      redirectLocation({ ...same, path: "/#{other}" }, { ...request, query: "" }, listener),
      "http://shop.example.com:80/#{other}",
    );
  });
});
