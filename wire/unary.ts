/** A gRPC call with one request and one answer, from a function that returns or throws. */
import type * as grpc from "@grpc/grpc-js";

/** How a call failed, as gRPC tells it. */
export type Failure = NonNullable<Parameters<grpc.sendUnaryData<unknown>>[0]>;

/** What answers a request; it is told when the caller no longer waits. */
export type Work<Request, Response> = (
  request: Request,
  cancelled: AbortSignal,
) => Response | Promise<Response>;

/** A maker of handlers that answer once; `asFailure` turns whatever the work throws into the call's failure. */
export function unaryWith(asFailure: (error: unknown) => Failure) {
  return <Request, Response>(work: Work<Request, Response>): grpc.handleUnaryCall<Request, Response> =>
    (call, callback) => {
      const cancelled = new AbortController();
      call.on("cancelled", () => {
        cancelled.abort();
      });
      Promise.resolve()
        .then(() => work(call.request, cancelled.signal))
        .then(
          (response) => {
            callback(null, response);
          },
          (error: unknown) => {
            callback(asFailure(error));
          },
        );
    };
}
