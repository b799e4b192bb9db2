/** The wire's habits: from functions that return or throw to gRPC handlers. */
import type { ChildProcess } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import { Refusal } from "../../../refusal/refusal";
import { unaryWith } from "../../../wire/unary";

/** A handler that answers once; the work is told when the engine no longer waits. */
export const unary = unaryWith(asStatus);

/** Where a stream of output goes, until the engine no longer wants it. */
export interface OutputStream<Response> {
  write: (response: Response) => void;
  readonly cancelled: AbortSignal;
}

/** A handler that sends output as it comes, and ends when the work does. */
export function streaming<Request, Response>(
  work: (request: Request, stream: OutputStream<Response>) => Promise<void>,
): grpc.handleServerStreamingCall<Request, Response> {
  return (call) => {
    const cancelled = new AbortController();
    call.on("cancelled", () => {
      cancelled.abort();
    });
    const stream = {
      write: (response: Response) => void call.write(response),
      cancelled: cancelled.signal,
    };
    work(call.request, stream).then(
      () => call.end(),
      (error: unknown) => call.emit("error", asStatus(error)),
    );
  };
}

/** Sends what a child writes, each chunk made into a message. */
export function relay<Response>(
  child: ChildProcess,
  stream: OutputStream<Response>,
  message: (chunk: Buffer, from: "stdout" | "stderr") => Response,
): void {
  for (const from of ["stdout", "stderr"] as const)
    child[from]?.on("data", (chunk: Buffer) => {
      stream.write(message(chunk, from));
    });
}

function asStatus(error: unknown): { code: grpc.status; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof Refusal ? grpc.status.INVALID_ARGUMENT : grpc.status.UNKNOWN, message };
}
