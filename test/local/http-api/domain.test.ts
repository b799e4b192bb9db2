import assert from "node:assert/strict";
import { calledBy, sentTo } from "../../../local/http-api/domain";

const DOMAIN = "a1.execute-api.eu-central-1.amazonaws.com";

describe("an API called by an address of this machine", () => {
  it("leaves alone whoever names a host of his own", () => {
    const headers = ["Host", "shop.example", "Origin", "http://127.0.0.1:80"];
    assert.deepEqual(calledBy(DOMAIN, headers), headers);
    assert.deepEqual(calledBy(DOMAIN, ["Accept", "*/*"]), ["Accept", "*/*"]);
    assert.equal(sentTo(DOMAIN, `https://${DOMAIN}/a`, headers), `https://${DOMAIN}/a`);
  });

  it("is called by its own name, also by pages that it has given out", () => {
    for (const host of ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "127.3.2.1"])
      assert.deepEqual(
        calledBy(DOMAIN, ["host", host, "Origin", `http://${host}`, "Referer", `http://${host}/form?a=1`]),
        ["host", DOMAIN, "Origin", `https://${DOMAIN}`, "Referer", `https://${DOMAIN}/form?a=1`],
      );
  });

  it("keeps the origin of other pages, also of one whose name begins alike", () => {
    const headers = [
      "Host",
      "127.0.0.1:80",
      "Origin",
      "http://127.0.0.1:8000",
      "Referer",
      "https://a.example/",
    ];
    assert.deepEqual(calledBy(DOMAIN, headers), ["Host", DOMAIN, ...headers.slice(2)]);
  });

  it("sends its reader back to where he came from, and elsewhere where it leads elsewhere", () => {
    const headers = ["Host", "localhost:8080"];
    assert.equal(sentTo(DOMAIN, `https://${DOMAIN}/done`, headers), "http://localhost:8080/done");
    assert.equal(sentTo(DOMAIN, "/done", headers), "/done");
    assert.equal(sentTo(DOMAIN, `https://${DOMAIN}.example/`, headers), `https://${DOMAIN}.example/`);
  });
});
