/** For the tests of the calling `describe`: Lambda on the wire, with the store behind it and a clock that is moved; all anew for each. */
import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { MovedClock } from "../../../local/clock/clock";
import { startLocalLambda, type LocalLambda } from "../../../local/functions/local-lambda";
import { withMoto } from "../../helpers/moto";
import { zipOf } from "./helpers";

export const REGION = "eu-central-1";
export const ROLE = "arn:aws:iam::123456789012:role/web";

/** What SDK clients are made with. */
export function settings(endpoint: string) {
  return { endpoint, region: REGION, credentials: { accessKeyId: "local", secretAccessKey: "local" } };
}

/** A function that says so, and what it heard in its log. */
export function says(text: string): Promise<Buffer> {
  return zipOf({
    "index.js": `exports.handler = async (event) => { console.log("heard", event); return "${text}"; };`,
  });
}

/** The name and the message of what a call is refused with. */
export async function refused(call: Promise<unknown>): Promise<[string, string]> {
  const error = await call.then(
    () => assert.fail("was taken"),
    (thrown: unknown) => thrown as Error,
  );
  return [error.name, error.message];
}

export class Wire {
  readonly moto = withMoto();
  clock = new MovedClock(0);
  private running: { lambda: LocalLambda; client: LambdaClient } | undefined;

  constructor() {
    let folder = "";
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), "multistage-lambda-"));
      this.clock = new MovedClock(Date.UTC(2026, 0, 1));
      const lambda = await this.start(folder, this.moto.endpoint);
      this.running = { lambda, client: new LambdaClient({ ...settings(lambda.endpoint), maxAttempts: 1 }) };
    });
    afterEach(async () => {
      this.client.destroy();
      await this.lambda.stop();
      rmSync(folder, { recursive: true });
    });
  }

  get lambda(): LocalLambda {
    return this.running!.lambda;
  }

  get client(): LambdaClient {
    return this.running!.client;
  }

  start(folder: string, storeEndpoint: string): Promise<LocalLambda> {
    return startLocalLambda({
      clock: this.clock,
      region: REGION,
      account: "123456789012",
      folder,
      storeEndpoint,
    });
  }

  /** Makes the function guestbook, which says "one", unless otherwise given. */
  async create(given: Partial<CreateFunctionCommandInput> = {}): Promise<void> {
    const Code = { ZipFile: await says("one") };
    const input = {
      FunctionName: "guestbook",
      Role: ROLE,
      Runtime: "nodejs22.x" as const,
      Handler: "index.handler",
      Code,
    };
    await this.client.send(new CreateFunctionCommand({ ...input, ...given }));
    this.clock.advance(1_000);
  }

  /** What it answers, and the version that did. */
  async invoke(qualifier?: string, name = "guestbook"): Promise<[unknown, string | undefined]> {
    const { Payload, ExecutedVersion } = await this.client.send(
      new InvokeCommand({ FunctionName: name, Qualifier: qualifier, Payload: "{}" }),
    );
    return [JSON.parse(Payload?.transformToString() ?? ""), ExecutedVersion];
  }
}
