import assert from "node:assert/strict";
import {
  hostOf,
  towardsClient,
  towardsTarget,
  type Arrival,
} from "../../../../local/load-balancer/node/headers";

const arrival: Arrival = {
  rawHeaders: ["Host", "shop.example.com"],
  clientAddress: "127.0.0.1",
  protocol: "HTTP",
  port: 80,
  attributes: { idleTimeoutSeconds: 60, dropInvalidHeaderFields: false, preserveHostHeader: false },
  now: 0x5f000000 * 1000,
};

/** By lower-case name, as a target reads them. */
const sent = (more: Partial<Arrival> = {}): Map<string, string> => {
  const list = towardsTarget({ ...arrival, ...more });
  return new Map(
    list.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), list[index + 1]!] as const] : [])),
  );
};

describe("a Host header", () => {
  it("is refused when it is missing, twice there, or no host", () => {
    assert.equal(hostOf([]), undefined);
    assert.equal(hostOf(["Host", "a", "host", "a"]), undefined);
    for (const host of ["", "a b", "a/b", "a:port", "a:123456", "[::1", "a,b", "a@b", "é"])
      assert.equal(hostOf(["Host", host]), undefined, host);
  });

  it("is known without its port", () => {
    assert.equal(hostOf(["Host", "shop.example.com:8080"]), "shop.example.com");
    assert.equal(hostOf(["HOST", "127.0.0.1"]), "127.0.0.1");
    assert.equal(hostOf(["Host", "[::1]:80"]), "[::1]");
  });
});

describe("headers on their way to a target", () => {
  it("say who came, how, and to which port, and name the request", () => {
    const { rawHeaders } = arrival;
    const headers = sent({ rawHeaders: [...rawHeaders, "X-Forwarded-Proto", "https", "Accept", "*/*"] });
    const trace = headers.get("x-amzn-trace-id");
    assert.match(trace!, /^Root=1-5f000000-[0-9a-f]{24}$/);
    assert.deepEqual(Object.fromEntries(headers), {
      accept: "*/*",
      host: "shop.example.com",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-port": "80",
      "x-amzn-trace-id": trace,
    });
  });

  it("add the client to those it came through, and a part of their own to a trace", () => {
    const came = [
      "X-Forwarded-For",
      "192.0.2.7",
      "x-forwarded-for",
      "10.0.0.1",
      "X-Amzn-Trace-Id",
      "Root=1-a-b",
    ];
    const headers = sent({ rawHeaders: [...arrival.rawHeaders, ...came] });
    assert.equal(headers.get("x-forwarded-for"), "192.0.2.7, 10.0.0.1, 127.0.0.1");
    assert.match(headers.get("x-amzn-trace-id")!, /^Self=1-5f000000-[0-9a-f]{24};Root=1-a-b$/);
  });

  it("add a port that is not 80 or 443 to the host, unless it is to be kept", () => {
    const named = ["Host", "shop.example.com:81"];
    const attributes = { ...arrival.attributes, preserveHostHeader: true };
    assert.equal(sent({ port: 8080 }).get("host"), "shop.example.com:8080");
    assert.equal(sent({ port: 443 }).get("host"), "shop.example.com");
    assert.equal(sent({ port: 8080, rawHeaders: named }).get("host"), "shop.example.com:81");
    assert.equal(sent({ port: 8080, attributes }).get("host"), "shop.example.com");
  });

  it("leave out what is meant for one hop, and names that are no names where that is declared", () => {
    const came = [
      "Connection",
      "close",
      "TE",
      "trailers",
      "Expect",
      "100-continue",
      "under_score",
      "1",
      "X-A",
      "2",
    ];
    const rawHeaders = [...arrival.rawHeaders, ...came];
    const names = (headers: Map<string, string>) =>
      [...headers.keys()].filter((name) => /^(x-a|[cteu])/.test(name));
    assert.deepEqual(names(sent({ rawHeaders })), ["under_score", "x-a", "x-amzn-trace-id"]);
    const attributes = { ...arrival.attributes, dropInvalidHeaderFields: true };
    assert.deepEqual(names(sent({ rawHeaders, attributes })), ["x-a", "x-amzn-trace-id"]);
  });
});

describe("headers on their way to a client", () => {
  it("are as the target gave them, several of a name too, without what is meant for one hop", () => {
    const given = [
      "Set-Cookie",
      "a=1",
      "Connection",
      "keep-alive",
      "Keep-Alive",
      "timeout=5",
      "Set-Cookie",
      "b=2",
    ];
    assert.deepEqual(towardsClient(given), ["Set-Cookie", "a=1", "Set-Cookie", "b=2"]);
  });
});
