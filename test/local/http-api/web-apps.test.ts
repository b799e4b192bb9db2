import { strict as assert } from "node:assert";
import { realClock } from "../../../local/clock/clock";
import { standIn } from "../../../local/functions/web-adapter";
import { HttpApi } from "../../../local/http-api/http-api";
import { stage, versionOf, zipOf } from "../functions/helpers";
import { behavesAsNodeApp } from "./node-app-behaviour";

// test/deep/web-adapter.test.ts does the same with the real adapter, and with Django.
describe("a Node.js app behind the API, with the stand-in for the web adapter", () => {
  behavesAsNodeApp(standIn);
});

describe("an alias behind the API", () => {
  it("serves its versions by their weights, at once as they change", async () => {
    const says = (version: string): Promise<Buffer> =>
      zipOf({ "index.js": `exports.handler = async () => ({ statusCode: 200, body: "${version}" });` });
    const versions = await Promise.all(
      ["1", "2"].map(async (version) => versionOf({ version, zip: await says(version) })),
    );
    const { functions, runner, stop } = stage(versions);
    const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:guestbook:live";
    const api = await HttpApi.start({
      api: {
        apiId: "a",
        accountId: "123456789012",
        region: "eu-central-1",
        routes: [{ routeKey: "$default", integration: { functionArn } }],
      },
      clock: realClock,
      invoke: (arn, event, traceId) => runner.invokeArn(arn, event, traceId),
    });
    const seconds = async (weight: number): Promise<number> => {
      functions.aliases.set("live", [
        { version: "1", weight: 1 - weight },
        { version: "2", weight },
      ]);
      let served = 0;
      for (let time = 0; time < 100; time++) if ((await (await fetch(api.url)).text()) === "2") served++;
      return served;
    };
    assert.equal(await seconds(0), 0);
    const some = await seconds(0.2);
    assert.ok(some >= 8 && some <= 34, String(some));
    assert.equal(await seconds(1), 100);
    await api.stop();
    await stop();
  });
});
