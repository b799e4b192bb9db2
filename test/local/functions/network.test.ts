import { strict as assert } from "node:assert";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { stage, versionOf, zipOf, type Stage } from "./helpers";

const NAME = "alb-1.eu-central-1.elb.amazonaws.com";

/** Asks by both ways that Node.js has. */
const ASKING = `
const http = require("node:http");
const got = (url) => new Promise((resolve, reject) =>
  http.get(url, { agent: false }, (answer) => { answer.resume(); answer.on("end", () => resolve(answer.headers.host)); })
    .on("error", reject));
exports.handler = async ({ url }) => {
  try { return [await got(url), (await fetch(url)).headers.get("host")]; } catch (error) { return error.code; }
};`;

describe("the network of a function", () => {
  let server: Server;
  let current: Stage | undefined;
  before((done) => {
    server = createServer(({ headers }, answer) => answer.setHeader("host", headers.host ?? "").end());
    server.listen(0, "127.0.0.1", done);
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  afterEach(() => current?.stop());

  const asking = async (url: string): Promise<unknown> => {
    const { port } = server.address() as AddressInfo;
    const routes = { [`${NAME}:8080`]: `127.0.0.1:${port}` };
    current = stage([versionOf({ zip: await zipOf({ "index.js": ASKING }) })], {
      extra: { MULTISTAGE_LOCAL_ROUTES: JSON.stringify(routes) },
    });
    return (await current.call({ url })).value;
  };

  it("leads nowhere for a port of a load balancer's name that nobody listens on", async () => {
    assert.equal(await asking(`http://${NAME}:81/`), "ENOTFOUND");
  });

  it("leads by a load balancer's name and port to where it listens here, with the name in the request", async () => {
    assert.deepEqual(await asking(`http://${NAME}:8080/version`), [`${NAME}:8080`, `${NAME}:8080`]);
  });
});
