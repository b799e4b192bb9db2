/** The whole plane: functions kept, run, and reached as Lambda is, with one call to start it and one to end it. */
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { join } from "node:path";
import type { Clock } from "../clock/clock";
import { emulatorClient } from "../emulator-client";
import { seeded } from "../random";
import { AsyncInvocations } from "./async-invocations";
import { CodeZips, type ReadObject } from "./control/code-zips";
import { LambdaFront } from "./control/front";
import { FunctionStore } from "./control/function-store";
import { storeDestinations } from "./destinations";
import type { Programs } from "./launch";
import type { LogLine } from "./log-book";
import { reference } from "./reference";
import type { InvocationSeen } from "./invoke";
import { FunctionRunner } from "./runner";
import { webAdapter } from "./web-adapter";

export interface LocalLambdaOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly account: string;
  /** A folder of its own; what lies in it can always be made again. */
  readonly folder: string;
  /** Of the store, as `http://127.0.0.1:5000`: code from S3, destinations, calls that are none of ours. */
  readonly storeEndpoint: string;
  /** What the functions themselves find, as `{ AWS_ENDPOINT_URL }`; none unless given. */
  readonly extra?: Readonly<Record<string, string>>;
  /** For the choice among versions; 1 unless given. */
  readonly seed?: number;
  /** How long an update of a function is in progress; 1 unless given, 0 switches it off. */
  readonly updateSeconds?: number;
  /** 0, unless given, takes a free one. */
  readonly port?: number;
  /** This machine's Node.js and `python3`, and the adapter the cache has, unless given. */
  readonly programs?: Partial<Programs>;
  readonly maxEnvironments?: number;
  readonly onLogLine?: (functionName: string, version: string, line: LogLine) => void;
  /** Told of every invocation: what metrics are made of. */
  readonly onInvocation?: (seen: InvocationSeen) => void;
  /** Told what nobody else hears: an event that was dropped, a destination that cannot be reached. */
  readonly onProblem?: (message: string) => void;
}

export interface LocalLambda {
  /** Where Lambda's API answers. */
  readonly endpoint: string;
  readonly store: FunctionStore;
  readonly runner: FunctionRunner;
  readonly invocations: AsyncInvocations;
  stop(): Promise<void>;
}

/** @throws Refusal when the port is taken */
export async function startLocalLambda(options: LocalLambdaOptions): Promise<LocalLambda> {
  const { clock, region, account, folder, storeEndpoint, seed = 1, updateSeconds = 1 } = options;
  const { onLogLine, maxEnvironments } = options;
  const s3 = new S3Client(emulatorClient({ endpoint: storeEndpoint, region }));
  const zips = new CodeZips(join(folder, "zips"), objectsOf(s3));
  const { onInvocation } = options;
  const onChange = (name: string, version?: string): void => void runner.retire(name, version);
  const store = new FunctionStore({ clock, region, account, zips, updateSeconds, onChange });
  const programs = {
    node: process.execPath,
    python: "python3",
    adapter: webAdapter(process.env),
    ...options.programs,
  };
  const runner = new FunctionRunner({
    source: store,
    clock,
    region,
    folder,
    programs,
    random: seeded(seed),
    extra: options.extra ?? {},
    ...(onLogLine === undefined ? {} : { onLogLine }),
    ...(onInvocation === undefined ? {} : { onInvocation }),
    ...(maxEnvironments === undefined ? {} : { maxEnvironments }),
  });
  const destinations = storeDestinations({ endpoint: storeEndpoint, region }, (arn, payload) => {
    const named = reference(arn);
    if (named === undefined) throw new Error(`${arn} names no function`);
    invocations.take({ ...named, payload });
  });
  const onProblem = options.onProblem ?? ((): void => undefined);
  const invocations = new AsyncInvocations({ runner, source: store, clock, destinations, onProblem });
  const front = await LambdaFront.start({
    store,
    runner,
    invocations,
    storeEndpoint,
    port: options.port ?? 0,
  });
  return {
    endpoint: front.endpoint,
    store,
    runner,
    invocations,
    async stop() {
      invocations.stop();
      await front.stop();
      await runner.stop();
      zips.close();
      destinations.close();
      s3.destroy();
    },
  };
}

function objectsOf(s3: S3Client): ReadObject {
  return async (Bucket, Key, VersionId) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    if (Body === undefined) throw new Error(`${Key} is empty`);
    return Buffer.from(await Body.transformToByteArray());
  };
}
