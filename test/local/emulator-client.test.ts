import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT, run } from "../helpers/command-line";

describe("a client for the emulator", () => {
  /** On a Node.js whose end the SDK announces, whichever runs this; what the client is made with, and the environment. */
  const made = (settings: string, env: NodeJS.ProcessEnv = {}) => {
    const file = JSON.stringify(join(ROOT, "local", "emulator-client.ts"));
    const program = `
      Object.defineProperty(process, "version", { value: "v20.0.0" });
      const { emulatorClient } = require(${file});
      const { SSMClient } = require("@aws-sdk/client-ssm");
      new SSMClient(${settings});`;
    const node = ["-r", "ts-node/register/transpile-only", "-e", program];
    const own = { ...process.env, [UNWARNED]: undefined, ...env };
    return run(process.execPath, node, { env: own });
  };
  const UNWARNED = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";
  const address = '{ endpoint: "http://127.0.0.1:9", region: "eu-west-1" }';

  it("says nothing of the Node.js it runs on, as others do", async () => {
    const other = await made(address);
    assert.match(other.err, /NodeVersionSupportWarning/);
    const { code, err } = await made(`emulatorClient(${address})`);
    assert.deepEqual([code, err], [0, ""]);
  });

  it("says it all the same to who has asked for that", async () => {
    const { err } = await made(`emulatorClient(${address})`, { [UNWARNED]: "false" });
    assert.match(err, /NodeVersionSupportWarning/);
  });
});
