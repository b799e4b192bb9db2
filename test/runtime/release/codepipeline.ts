/** Stands in for CodePipeline on 127.0.0.1: keeps what it is told, and answers as it is asked to. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Call {
  /** `CodePipeline_20150709.PutJobFailureResult`. */
  readonly target: string;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

export interface CodePipeline {
  readonly url: string;
  readonly calls: readonly Call[];
  /** What it answers from now on. */
  answer: Answer;
  close: () => void;
}

export async function codePipeline(): Promise<CodePipeline> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      calls.push({ target: String(request.headers["x-amz-target"]), body: JSON.parse(body) as unknown });
      const { status, body: answer } = standIn.answer;
      response
        .writeHead(status, { "content-type": "application/x-amz-json-1.1" })
        .end(JSON.stringify(answer));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const standIn: CodePipeline = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: { status: 200, body: {} },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return standIn;
}
