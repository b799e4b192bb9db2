/** The emulator moto for the tests of a file: the one that the local planes themselves would start. */
import { MotoServer } from "../../local/moto/server";

/** Long enough to install it on a fresh machine. */
export const MOTO_TIMEOUT = 10 * 60_000;

/** What SDK clients of tests are made with, beside the endpoint. */
export const MOTO_CLIENT = {
  region: "ap-northeast-2",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  forcePathStyle: true,
};

/** Starts one, on a free port unless one is given; who asks stops it. */
export function testMoto(port = 0): Promise<MotoServer> {
  return MotoServer.start({
    env: process.env,
    port,
    report: (line) => {
      process.stderr.write(`    ${line}\n`);
    },
  });
}

/** The one of this process, whose files run one after the other: starting it takes longer than most of them. */
let shared: MotoServer | undefined;

async function sharedMoto(port?: number): Promise<MotoServer> {
  if (shared !== undefined) return shared;
  const moto = await testMoto(port);
  shared = moto;
  // A test may have killed it.
  void moto.ended.then(() => {
    shared = undefined;
  });
  return moto;
}

/** After all tests, where they ran in this process. */
export async function endMoto(): Promise<void> {
  await shared?.stop();
}

/** The one that the tests of a `describe` have; there is none before the first of them. */
export interface SharedMoto {
  readonly endpoint: string;
  readonly region: string;
  readonly pid: number;
  reset(): Promise<void>;
  /** Ends it by force, as an accident would. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same address. */
  restart(): Promise<void>;
}

/** Is there before the tests of the calling `describe`, and empty before each of them. */
export function withMoto(): SharedMoto {
  let moto: MotoServer | undefined;
  const started = (): MotoServer => {
    if (moto === undefined) throw new Error("moto starts before the first test, not before that");
    return moto;
  };
  before(async function () {
    this.timeout(MOTO_TIMEOUT);
    moto = await sharedMoto();
  });
  beforeEach(() => started().reset());
  return {
    region: MOTO_CLIENT.region,
    get endpoint() {
      return started().endpoint;
    },
    get pid() {
      return started().pid;
    },
    reset: () => started().reset(),
    async kill() {
      process.kill(started().pid, "SIGKILL");
      await started().ended;
    },
    async restart() {
      moto = await sharedMoto(Number(new URL(started().endpoint).port));
    },
  };
}
