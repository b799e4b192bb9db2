/** The Django example through the API: its answers, and the events field by field, whichever adapter serves it. */
import { strict as assert } from "node:assert";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packagePython } from "../../../packaging/package-python";
import type { WebAdapter } from "../../../local/functions/web-adapter";
import type { HttpApiEvent } from "../../../local/http-api/event";
import { servedApp, type ServedApp } from "./served-app";

const PROJECT = resolve(__dirname, "../../..");

/** The event as it is documented; what cannot be foreseen is taken from it after its form was checked. */
function documented(
  event: HttpApiEvent,
  given: Partial<HttpApiEvent> & { method: string; path: string },
): unknown {
  const { method, path, headers = {}, ...rest } = given;
  const { requestId, time, timeEpoch, domainName } = event.requestContext;
  assert.match(requestId, /^[0-9a-f-]{36}$/);
  assert.match(time, /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  assert.ok(Math.abs(Date.now() - timeEpoch) < 60_000);
  assert.match(event.headers["x-amzn-trace-id"] ?? "", /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  assert.match(event.headers["host"] ?? "", /^127\.0\.0\.1:\d+$/);
  const same = (name: string): Record<string, string> => {
    const value = event.headers[name];
    return value === undefined ? {} : { [name]: value };
  };
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: {
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
      "content-length": "0",
      "user-agent": "test",
      accept: "*/*",
      ...["host", "x-amzn-trace-id", "accept-encoding", "accept-language", "sec-fetch-mode"]
        .map(same)
        .reduce((all, one) => ({ ...all, ...one })),
      ...headers,
    },
    requestContext: {
      accountId: "123456789012",
      apiId: "a1b2c3d4e5",
      domainName,
      domainPrefix: domainName.split(".")[0],
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
      requestId,
      routeKey: "$default",
      stage: "$default",
      time,
      timeEpoch,
    },
    isBase64Encoded: false,
    ...rest,
  };
}

export function behavesAsDjango(adapter: () => WebAdapter): void {
  const data = mkdtempSync(join(tmpdir(), "multistage-django-fn-"));
  let app: ServedApp;
  before(async function () {
    this.timeout(720_000); // Cold, pip downloads the packages; warm, nothing is to do.
    const cache = join(PROJECT, ".multistage", "django-function");
    const { path } = await packagePython({
      source: join(PROJECT, "examples", "django"),
      output: join(cache, "guestbook.zip"),
    });
    const environment = {
      DATA_DIR: data,
      SECRET_KEY: "a test",
      RELEASE_ID: "r-9",
      PYTHONPYCACHEPREFIX: join(data, "bytecode"),
    };
    app = await servedApp(readFileSync(path), adapter(), { environment });
  });
  after(async () => {
    await app.stop();
    rmSync(data, { recursive: true });
  });
  const call = async (
    path: string,
    init: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {},
  ): Promise<Response> =>
    fetch(app.url + path, {
      redirect: "manual",
      ...init,
      headers: { "user-agent": "test", ...init.headers },
    });
  const last = (): HttpApiEvent => app.events.at(-1) ?? assert.fail("no event");
  /** The cookie and the token of the page's form. */
  const openForm = async (): Promise<{ cookie: string; token: string; origin: string }> => {
    const response = await call("/");
    const cookie = response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? assert.fail("no cookie");
    const token =
      /name="csrfmiddlewaretoken" value="(\w+)"/.exec(await response.text())?.[1] ?? assert.fail("no token");
    return { cookie, token, origin: app.url.replace("http:", "https:") };
  };

  it("answers 404, also for a slash at the end and a path beyond ASCII, which it hears as it was sent", async () => {
    for (const [sent, path] of [
      ["/missing", "/missing"],
      ["/health/", "/health/"],
      ["/gr%C3%BC%C3%9Fe/%E6%97%A5", "/grüße/日"],
    ] as const) {
      assert.equal((await call(sent)).status, 404);
      assert.deepEqual(last(), documented(last(), { method: "GET", path }));
      // The app writes it after it has answered.
      const heard = (): boolean => app.log().some((line) => line.includes(`"GET ${sent} HTTP/1.1" 404`));
      for (let time = 0; !heard() && time < 100; time++) await sleep(10);
      assert.ok(heard(), app.log().join("\n"));
    }
  });

  it("answers GET, with a query that it hears as it came", async () => {
    const response = await call("/version?a=1&a=%20&b=%C3%BC");
    assert.deepEqual([response.status, await response.json()], [200, { version: "r-9" }]);
    const query = { rawQueryString: "a=1&a=%20&b=%C3%BC", queryStringParameters: { a: "1, ", b: "ü" } };
    assert.deepEqual(last(), documented(last(), { method: "GET", path: "/version", ...query }));
  });

  it("refuses a form without its token", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    assert.equal((await call("/", { method: "POST", body: "name=Eve&message=x", headers })).status, 403);
    const sent = { body: Buffer.from("name=Eve&message=x").toString("base64"), isBase64Encoded: true };
    assert.deepEqual(
      last(),
      documented(last(), {
        method: "POST",
        path: "/",
        ...sent,
        headers: { ...headers, "content-length": "18" },
      }),
    );
  });

  it("takes a form with its cookie, redirects, and shows the entry", async () => {
    const { cookie, token, origin } = await openForm();
    const form = new URLSearchParams({ name: "Zoë", message: "grüße & more", csrfmiddlewaretoken: token });
    const response = await call("/", { method: "POST", body: form, headers: { cookie, origin } });
    assert.deepEqual([response.status, response.headers.get("location")], [302, "/"]);
    const { cookies, headers, body, isBase64Encoded } = last();
    assert.deepEqual([cookies, headers["cookie"], isBase64Encoded], [[cookie], undefined, true]);
    assert.equal(Buffer.from(body ?? "", "base64").toString(), form.toString());
    assert.match(await (await call("/")).text(), /grüße &amp; more/);
  });

  it("takes an upload in several parts", async () => {
    const { cookie, token, origin } = await openForm();
    const form = new FormData();
    for (const [name, value] of Object.entries({
      name: "Ada",
      message: "in parts",
      csrfmiddlewaretoken: token,
    }))
      form.set(name, value);
    form.set("picture", new Blob([Buffer.from([0, 255, 10, 13])]), "picture.png");
    const response = await call("/", { method: "POST", body: form, headers: { cookie, origin } });
    assert.equal(response.status, 302);
    assert.match(last().headers["content-type"] ?? "", /^multipart\/form-data; boundary=/);
    assert.equal(last().isBase64Encoded, true);
    assert.match(await (await call("/")).text(), /in parts/);
  });

  it("serves compressed files, which are bytes", async () => {
    const page = await (await call("/")).text();
    const style =
      /"(\/static\/guestbook\/style\.[0-9a-f]{12}\.css)"/.exec(page)?.[1] ?? assert.fail("no style");
    const response = await call(style, { headers: { "accept-encoding": "gzip" } });
    assert.equal(response.headers.get("content-encoding"), "gzip");
    const source = readFileSync(
      join(PROJECT, "examples/django/guestbook/static/guestbook/style.css"),
      "utf8",
    );
    assert.equal((await response.text()).replace(/quill\.[0-9a-f]{12}\.svg/, "quill.svg"), source);
  });

  it("answers 500 when its data is broken, which fails no invocation", async () => {
    writeFileSync(
      join(data, "guestbook.sqlite3"),
      "no database at all, but long enough to look at".repeat(100),
    );
    assert.equal((await call("/")).status, 500);
    assert.equal((await call("/health")).status, 503);
    assert.equal((await call("/version")).status, 200);
    assert.equal(app.runner.environments, 1);
  });
}
