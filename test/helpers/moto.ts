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

/** Starts one; who asks stops it. */
export function testMoto(): Promise<MotoServer> {
  return MotoServer.start({
    env: process.env,
    report: (line) => {
      process.stderr.write(`    ${line}\n`);
    },
  });
}

/** One for the tests of a `describe`, empty before each of them; gives what asks for it once it has started. */
export function withMoto(): () => MotoServer {
  let moto: MotoServer | undefined;
  const started = (): MotoServer => {
    if (moto === undefined) throw new Error("moto starts before the first test, not before that");
    return moto;
  };
  before(async function () {
    this.timeout(MOTO_TIMEOUT);
    moto = await testMoto();
  });
  beforeEach(() => started().reset());
  after(() => moto?.stop());
  return started;
}
