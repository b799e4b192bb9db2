/** For the tests of the calling `describe`: an HTTP API before a function of the test's own, which ends with the test. */
import { once } from "node:events";
import { connect } from "node:net";
import { realClock, type Clock } from "../../../local/clock/clock";
import { HttpApi } from "../../../local/http-api/http-api";
import type { ApiStage, Invoke } from "../../../local/http-api/api";
import type { HttpApiEvent } from "../../../local/http-api/event";

export const ARN = "arn:aws:lambda:eu-central-1:123456789012:function:guestbook:live";
export const STAGE: ApiStage = {
  apiId: "a1b2c3d4e5",
  accountId: "123456789012",
  region: "eu-central-1",
  routes: [{ routeKey: "$default", integration: { functionArn: ARN } }],
};

export class Begun {
  /** What the function was invoked with. */
  events: HttpApiEvent[] = [];
  /** The lines about requests. */
  access: string[] = [];
  private running: HttpApi | undefined;

  constructor() {
    afterEach(() => this.running?.stop());
  }

  get api(): HttpApi {
    return this.running!;
  }

  /** Starts it; the function says that all is fine, unless it is given. */
  async begin(given: Partial<ApiStage> = {}, invoke?: Invoke, clock: Clock = realClock): Promise<void> {
    this.events = [];
    this.access = [];
    const echo: Invoke = (_, event) => {
      this.events.push(JSON.parse(event.toString()) as HttpApiEvent);
      return Promise.resolve({ payload: Buffer.from(`{"statusCode":200,"body":"fine"}`) });
    };
    const onAccess = (line: string): void => void this.access.push(line);
    this.running = await HttpApi.start({
      api: { ...STAGE, ...given },
      invoke: invoke ?? echo,
      clock,
      onAccess,
    });
  }

  async get(path: string, init?: RequestInit): Promise<[number, string]> {
    const response = await fetch(this.api.url + path, init);
    return [response.status, await response.text()];
  }

  /** Sends a request byte by byte; gives the answer. */
  async raw(text: string): Promise<string> {
    const socket = connect(Number(new URL(this.api.url).port), "127.0.0.1");
    socket.end(text.replaceAll("\n", "\r\n"));
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk.toString()));
    await once(socket, "close");
    return answer;
  }
}
