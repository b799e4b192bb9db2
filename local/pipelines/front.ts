/** CodePipeline on the wire (JSON 1.1), on a port of this machine. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../clock/clock";
import { bodyOf, close, json, listen } from "../loopback/server";
import { CallError } from "./call-error";
import { putApproval, putFailure, putSuccess, startExecution, stopExecution } from "./changes";
import { found } from "./find";
import { inputOf, isOperation, type Operation } from "./input";
import type { Player } from "./player";
import { listActions, listExecutions, readExecution, readPipeline, readState } from "./reads";

export interface FrontOptions {
  readonly player: Player;
  readonly clock: Clock;
  /** 12 digits. */
  readonly account: string;
  /** 0, unless given, takes a free one. */
  readonly port?: number | undefined;
}

export interface PipelinesFront {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** No call of the protocol is longer, in bytes. */
const LONGEST_CALL = 4_000_000;
const SERVICE = "CodePipeline_20150709";
const JSON_1_1 = { "content-type": "application/x-amz-json-1.1" };

/** @throws Refusal when the port is taken */
export async function startPipelinesFront(options: FrontOptions): Promise<PipelinesFront> {
  const { server, port } = await listen((request, response) => {
    void handle(options, request, response);
  }, options.port);
  return { endpoint: `http://127.0.0.1:${port}`, close: () => close(server) };
}

async function handle(
  options: FrontOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await bodyOf(request, LONGEST_CALL);
    if (body === undefined) throw new CallError("RequestEntityTooLarge", "the call is too long", 413);
    const [service, operation = ""] = String(request.headers["x-amz-target"] ?? "").split(".");
    if (service !== SERVICE)
      throw new CallError("UnknownOperationException", "this endpoint takes calls of CodePipeline only", 404);
    if (!isOperation(operation))
      throw new CallError("UnknownOperationException", `${operation} is not modelled here`);
    json(response, 200, answer(options, operation, parsed(body), callerOf(request, options)), JSON_1_1);
  } catch (error) {
    const { code, message, status } =
      error instanceof CallError ? error : new CallError("InternalFailure", String(error), 500);
    if (response.headersSent) response.destroy();
    else json(response, status, { __type: code, message }, { ...JSON_1_1, "x-amzn-errortype": code });
  }
}

function answer({ player, clock }: FrontOptions, name: Operation, given: unknown, caller: string): object {
  switch (name) {
    case "StartPipelineExecution": {
      const trigger = { type: "StartPipelineExecution", detail: caller };
      return startExecution(player, inputOf(name, given), trigger);
    }
    case "StopPipelineExecution":
      return stopExecution(player, inputOf(name, given));
    case "GetPipeline": {
      const input = inputOf(name, given);
      const line = found(player, input.name);
      if (input.version !== undefined && input.version !== line.version)
        throw new CallError(
          "PipelineVersionNotFoundException",
          `only version ${line.version} is known any more`,
        );
      return readPipeline(line);
    }
    case "GetPipelineState":
      return readState(found(player, inputOf(name, given).name));
    case "GetPipelineExecution": {
      const { pipelineName, pipelineExecutionId } = inputOf(name, given);
      return readExecution(found(player, pipelineName), pipelineExecutionId);
    }
    case "ListPipelineExecutions": {
      const input = inputOf(name, given);
      return listExecutions(found(player, input.pipelineName), input);
    }
    case "ListActionExecutions": {
      const input = inputOf(name, given);
      return listActions(found(player, input.pipelineName), input);
    }
    case "PutApprovalResult":
      return putApproval(player, inputOf(name, given), caller, clock.now());
    case "PutJobSuccessResult":
      return putSuccess(player, inputOf(name, given));
    case "PutJobFailureResult":
      return putFailure(player, inputOf(name, given));
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || "{}");
  } catch {
    throw new CallError("SerializationException", "the body is no JSON");
  }
}

/** A user of the name of the access key: nobody else is known here. */
function callerOf({ headers }: IncomingMessage, { account }: FrontOptions): string {
  const [, key = "local"] = /Credential=([\w+=,.@-]+)\//.exec(headers.authorization ?? "") ?? [];
  return `arn:aws:iam::${account}:user/${key}`;
}
