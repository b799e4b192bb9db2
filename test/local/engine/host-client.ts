/** The language host started as the engine starts it, and the engine's end of the wire. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as grpc from "@grpc/grpc-js";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import services from "@pulumi/pulumi/proto/language_grpc_pb";
import proto from "@pulumi/pulumi/proto/language_pb";

export interface Host {
  readonly process: ChildProcess;
  readonly client: services.LanguageRuntimeClient;
}

/** Nothing listens there; what is tested here ends before it would matter. */
const ENGINE = "127.0.0.1:9";

/** @param variables - added to its environment */
export async function startHost(file: string, variables: NodeJS.ProcessEnv = {}): Promise<Host> {
  const env = { ...process.env, ...variables };
  const host = spawn(
    process.execPath,
    [file, "--logtostderr", "-v=3", "--tracing", "tcp://nowhere", ENGINE],
    { env },
  );
  const [line] = (await once(host.stdout, "data")) as [Buffer];
  const credentials = grpc.credentials.createInsecure();
  const client = new services.LanguageRuntimeClient(`127.0.0.1:${line.toString().trim()}`, credentials);
  return { process: host, client };
}

export async function endHost({ process: host, client }: Host): Promise<void> {
  client.close();
  const ended = host.exitCode === null ? once(host, "close") : undefined;
  host.stdin?.end();
  await ended;
}

/** A call that answers once, as a promise. */
export function answer<Request, Response>(
  call: (
    request: Request,
    callback: (error: grpc.ServiceError | null, response: Response) => void,
  ) => unknown,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call(request, (error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

interface Output {
  getStdout_asU8(): Uint8Array;
  getStderr_asU8(): Uint8Array;
}

/** What a call that streams output has sent by its end; `onText` gets all there is so far. */
export async function streamed(
  call: grpc.ClientReadableStream<Output>,
  onText: (text: string) => void = () => undefined,
): Promise<string> {
  let text = "";
  for await (const part of call as AsyncIterable<Output>) {
    text += Buffer.concat([part.getStdout_asU8(), part.getStderr_asU8()]).toString();
    onText(text);
  }
  return text;
}

export function info(folder: string, options: Record<string, JavaScriptValue> = {}): proto.ProgramInfo {
  const message = new proto.ProgramInfo();
  message.setRootDirectory(folder);
  message.setProgramDirectory(folder);
  message.setEntryPoint(".");
  message.setOptions(Struct.fromJavaScript(options));
  return message;
}
