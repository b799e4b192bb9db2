/** What the SDK's clients of the release functions find in their environment, for the tests of a `describe`. */
import { clientsOf, type Clients } from "../../../../runtime/release/aws/clients";
import { Calls } from "../../../../runtime/release/aws/calls";

const FIXED = {
  AWS_REGION: "ap-northeast-2",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
};

/** Sets it for each test of the calling `describe`; the addresses are asked for then, as `AWS_ENDPOINT_URL` and the like. */
export function withAddresses(addresses: () => Readonly<Record<string, string>>): void {
  const before = new Map<string, string | undefined>();
  beforeEach(() => {
    for (const [name, value] of Object.entries({ ...FIXED, ...addresses() })) {
      before.set(name, process.env[name]);
      process.env[name] = value;
    }
  });
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    before.clear();
  });
}

/** Of an invocation that has so long. */
export function calls(milliseconds = 20_000, clients: Clients = clientsOf()): Calls {
  return new Calls(clients, Date.now() + milliseconds);
}
