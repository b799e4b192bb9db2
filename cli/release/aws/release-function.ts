/** The function `release` of a stage, as people ask it: to switch back, or to release an earlier record again. */
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { physicalName } from "../../../naming/names";
import { Failure } from "../../exit";
import type { Place } from "../place";
import { clientSettings } from "./client";

/** What is asked for. The id is chosen once: who asks again with it gets the same answer. */
export type ReleaseWish =
  | {
      readonly goal: "switchBack";
      readonly service: string;
      readonly id: string;
      readonly by: string;
      readonly why: string;
    }
  | {
      readonly goal: "reRelease";
      readonly service: string;
      readonly id: string;
      readonly by: string;
      readonly release: string;
    };

const answer = z.object({
  state: z.enum(["done", "underway", "refused"]),
  reason: z.string(),
  releaseId: z.string().optional(),
});
export type ReleaseAnswer = Readonly<z.infer<typeof answer>>;

/** Longer than the function may run. */
const ANSWER_SECONDS = 65;

export class ReleaseFunction {
  readonly name: string;
  private readonly client: LambdaClient;

  constructor({ project, stage, region }: Place) {
    this.name = physicalName("aws:lambda/function:Function", { project, stage, role: "release" });
    this.client = new LambdaClient(clientSettings(region, ANSWER_SECONDS));
  }

  /** @throws Failure when the function fails, or answers something else */
  async ask(wish: ReleaseWish): Promise<ReleaseAnswer> {
    const { Payload, FunctionError } = await this.client.send(
      new InvokeCommand({
        FunctionName: this.name,
        InvocationType: "RequestResponse",
        Payload: Buffer.from(JSON.stringify(wish)),
      }),
    );
    const text = Payload === undefined ? "" : Buffer.from(Payload).toString();
    if (FunctionError !== undefined)
      throw new Failure(`the function ${this.name} failed: ${messageOf(text)}`);
    const { success, data } = answer.safeParse(parsed(text));
    if (success) return data;
    throw new Failure(
      `the function ${this.name} answered ${text.slice(0, 200) || "nothing"}; it is of another version: run pulumi up, or update multistage here`,
    );
  }

  close(): void {
    this.client.destroy();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What Lambda says of an error that was thrown. */
function messageOf(text: string): string {
  const { success, data } = thrown.safeParse(parsed(text));
  return success ? data.errorMessage : text.slice(0, 200);
}

const thrown = z.object({ errorMessage: z.string() });
