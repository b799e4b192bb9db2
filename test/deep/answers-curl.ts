/** The Django example through the API that `multistage local up` has put together, asked by curl as a person would. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { planesIn } from "../../local/planes/folder";
import { ROOT, run } from "../helpers/command-line";
import type { LocalPlanes } from "../helpers/local-planes";
import { temporaryFolder } from "../helpers/temporary-folder";

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly page: string;
  /** Where a redirect leads. */
  readonly location: string;
}

/** Adds its tests to the calling `describe`; the events themselves are compared in test/local/http-api. */
export function answersCurl(local: LocalPlanes): void {
  const folder = temporaryFolder();
  const [jar, kept] = [join(folder, "cookies"), join(folder, "answer")];
  let url = "";
  const curl = async (path: string, ...args: string[]): Promise<Answer> => {
    if (url === "") url = local.url(await local.condition(), /guestbook-api$/).replace(/\/$/, "");
    const own = ["--silent", "--show-error", "--max-time", "60", "--output", kept];
    const told = ["--write-out", "%{http_code} %{redirect_url}", "--cookie", jar, "--cookie-jar", jar];
    const { code, out, err } = await run("curl", [...own, ...told, ...args, url + path]);
    assert.equal(code, 0, err);
    const [status = "", location = ""] = out.split(" ");
    const body = readFileSync(kept);
    return { status: Number(status), location, body, page: body.toString("utf8") };
  };
  const found = (page: string, pattern: RegExp): string =>
    pattern.exec(page)?.[1] ?? assert.fail(`${String(pattern)} in ${page}`);
  /** The token of a fresh form; its cookie is in the jar. */
  const token = async (): Promise<string> =>
    found((await curl("/")).page, /name="csrfmiddlewaretoken" value="(\w+)"/);
  const origin = (): string[] => ["--header", `Origin: ${url}`];

  it("answers 404 to curl for what is not there, with a slash at the end, and beyond ASCII", async () => {
    for (const path of ["/nobody", "/health/", "/gr%C3%BC%C3%9Fe/%E6%97%A5", "/grüße"])
      assert.equal((await curl(path)).status, 404, path);
    const { out } = await local.run(["logs", "http-api"]);
    for (const path of ["/health/", "/gr\\S+e"])
      assert.match(out, new RegExp(`"path":"${path}","status":"404"`));
  });

  it("takes a form from curl with its cookie, and shows what was sent; not without its token", async () => {
    assert.equal((await curl("/", "--data", "name=Eve&message=x")).status, 403);
    const fields = ["name=Zoë", "message=grüße & more", `csrfmiddlewaretoken=${await token()}`];
    const sent = await curl("/", ...origin(), ...fields.flatMap((field) => ["--data-urlencode", field]));
    assert.deepEqual([sent.status, sent.location], [302, `${url}/`]);
    assert.match((await curl("/")).page, /grüße &amp; more/);
  });

  it("takes an upload of bytes from curl, and gives it bytes", async () => {
    const picture = join(folder, "picture.png");
    writeFileSync(picture, Buffer.from([0, 255, 10, 13, 128]));
    const fields = ["name=Ada", "message=in parts", `csrfmiddlewaretoken=${await token()}`];
    const parts = [...fields, `picture=@${picture};type=image/png`].flatMap((field) => ["--form", field]);
    assert.equal((await curl("/", ...origin(), ...parts)).status, 302);
    const { page } = await curl("/");
    assert.match(page, /in parts/);
    const style = found(page, /"(\/static\/guestbook\/style\.[0-9a-f]{12}\.css)"/);
    const compressed = await curl(style, "--header", "Accept-Encoding: gzip");
    const source = readFileSync(join(ROOT, "examples/django/guestbook/static/guestbook/style.css"), "utf8");
    const served = gunzipSync(compressed.body).toString("utf8");
    assert.equal(served.replace(/quill\.[0-9a-f]{12}\.svg/, "quill.svg"), source);
  });

  it("answers 500 to curl when its data is broken, and goes on with the rest", async () => {
    const temporary = join(planesIn(local.workspace).functions, "tmp");
    const files = readdirSync(temporary).map((name) => join(temporary, name, "guestbook.sqlite3"));
    for (const file of files) writeFileSync(file, "no database at all, but long enough".repeat(200));
    assert.equal((await curl("/")).status, 500);
    assert.equal((await curl("/health")).status, 503);
    assert.equal((await curl("/version")).status, 200);
  });
}
