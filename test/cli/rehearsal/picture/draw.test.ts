import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe as inWords } from "../../../../cli/rehearsal/picture/describe";
import { draw, escaped } from "../../../../cli/rehearsal/picture/draw";
import { stagePicture } from "../../../../cli/rehearsal/picture/picture";
import { place } from "../../../../cli/rehearsal/picture/place";
import { exportedStage, SECRET } from "../exported-stage";
import { anyModel } from "./any-model";

/** What a strict parser says of each document: `fine`, or what is wrong with it. */
function parsed(documents: readonly string[]): string[] {
  const script = `
import json, sys
from xml.parsers import expat
def opinion(text):
    try:
        expat.ParserCreate().Parse(text.encode(), True)
        return "fine"
    except Exception as error:
        return str(error)
print(json.dumps([opinion(text) for text in json.load(sys.stdin)]))`;
  const input = JSON.stringify(documents);
  return JSON.parse(execFileSync("python3", ["-c", script], { input, encoding: "utf8" })) as string[];
}

const options = {
  privateZoneName: "dev.shop.internal",
  blueGreen: [{ name: "storefront", approval: true }],
  serverless: ["guestbook"],
};

describe("the drawing of a picture", () => {
  it("is well-formed XML whatever the names of a stage are", () => {
    assert.ok(!parsed(["<svg>", "<svg>&</svg>", "<svg>\u0001</svg>"]).includes("fine"));
    const documents: string[] = [];
    fc.assert(
      fc.property(anyModel, (model) => {
        documents.push(draw(place(model), inWords(model)));
      }),
    );
    assert.ok(documents.length >= 100);
    assert.deepEqual([...new Set(parsed(documents))], ["fine"]);
  });

  it("marks what XML reads as its own, and leaves out what it cannot hold", () => {
    assert.equal(escaped('a\u0000\u001f\ud800<b> & "c"\u{1f600}'), "a&lt;b&gt; &amp; &quot;c&quot;\u{1f600}");
  });

  it("names what it shows for those who hear it, in the order in which a request goes", () => {
    const svg = stagePicture(exportedStage(options));
    assert.match(svg, /^<svg [^>]*role="img" aria-labelledby="title description">/);
    assert.ok(svg.includes('<title id="title">The stage dev of shop</title>'));
    const [, description] = /<desc id="description">(.*)<\/desc>/.exec(svg) ?? [];
    assert.equal(
      description,
      "Users reach the load balancer on port 80; the preview is on port 8080. " +
        "storefront: blue is the product with weight 100 and 0 instances, " +
        "green is the pre-product with weight 0 and 0 instances; " +
        "its pipeline goes through Revision, Prepare, Deploy, Approve and Release. " +
        "guestbook: an HTTP API calls alias live, which is version 1. " +
        "Releases are controlled by the bucket artifacts, " +
        "the functions prepare, deploy, release, retire and events, the table releases and the topic approvals. " +
        "The network 10.10.0.0/16 spans ap-northeast-2a and ap-northeast-2b, with the private zone dev.shop.internal.",
    );
  });

  it("says so when nothing stands", () => {
    const svg = stagePicture({ deployment: {} });
    assert.ok(svg.includes("Nothing stands in it yet."));
    assert.deepEqual(parsed([svg]), ["fine"]);
  });

  it("needs nothing from elsewhere and runs nothing", () => {
    const svg = stagePicture(exportedStage(options));
    const links = svg.match(/https?:\/\/[^"]*/g);
    assert.deepEqual(links, ["http://www.w3.org/2000/svg"]);
    assert.doesNotMatch(svg, /<(?:script|image|use|foreignObject|link)|@import|@font-face|url\(|\son\w+=/);
  });

  it("has dark colours for those who asked for dark, and a ground of its own", () => {
    const svg = stagePicture(exportedStage(options));
    assert.match(
      svg,
      /\.page \{ fill: #ffffff;[^]*@media \(prefers-color-scheme: dark\) \{[^]*\.page \{ fill: #0d1117;/,
    );
    assert.match(svg, /<rect class="page" width="800" height="\d+"\/>/);
  });

  it("holds neither secrets, nor account numbers, nor ids that change from one rehearsal to the next", () => {
    const svg = stagePicture(exportedStage(options));
    assert.ok(!svg.includes(SECRET.ciphertext));
    assert.doesNotMatch(svg, /\d{12}|oxugbqrmlc|subnet-|vpc-/);
  });

  it("is the same in whichever order the engine made the resources", () => {
    const exported = exportedStage({ ...options, zones: 3 });
    const { resources } = exported.deployment;
    const drawn = stagePicture(exported);
    fc.assert(
      fc.property(fc.shuffledSubarray(resources, { minLength: resources.length }), (shuffled) => {
        assert.equal(stagePicture({ deployment: { resources: shuffled } }), drawn);
      }),
      { numRuns: 20 },
    );
  });
});
