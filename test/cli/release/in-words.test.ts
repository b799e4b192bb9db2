import assert from "node:assert/strict";
import { inWords, said } from "../../../cli/release/aws/in-words";
import { Failure } from "../../../cli/exit";
import { Refusal } from "../../../refusal/refusal";
import { CallFailed } from "../../../runtime/release/aws/calls";

/** As the SDK throws it. */
function thrown(name: string, message = "no reason", more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

describe("what AWS answers instead, in words", () => {
  it("is a refusal where nobody is signed in, or not any more", () => {
    for (const [name, got] of [
      ["CredentialsProviderError", "none"],
      ["TokenProviderError", "none"],
      ["ExpiredTokenException", "some that AWS does not take (ExpiredTokenException)"],
      ["UnrecognizedClientException", "some that AWS does not take (UnrecognizedClientException)"],
      ["AuthFailure", "some that AWS does not take (AuthFailure)"],
    ] as const) {
      const error = inWords(thrown(name), "read it");
      assert.ok(error instanceof Refusal);
      assert.deepEqual([error.problems[0]?.property, error.problems[0]?.got], ["AWS credentials", got]);
    }
  });

  it("names the right that is missing as AWS does, also where HEAD answers without words", () => {
    const words = "User: ada is not authorized to perform: ssm:GetParameters\nmore";
    assert.equal(
      inWords(thrown("AccessDeniedException", words), "read it").message,
      "could not read it: these credentials may not (User: ada is not authorized to perform: ssm:GetParameters); docs/access.md says which role may",
    );
    const head = thrown("Unknown", "UnknownError", { $metadata: { httpStatusCode: 403 } });
    assert.match(inWords(head, "read it").message, /^could not read it: these credentials may not/);
  });

  it("tells too many calls from no network, by name, code or status", () => {
    for (const error of [
      thrown("ThrottlingException"),
      thrown("SlowDown"),
      thrown("X", "", { $metadata: { httpStatusCode: 429 } }),
    ])
      assert.match(inWords(error, "read it").message, /AWS is asked too much just now/);
    for (const error of [
      thrown("Error", "connect ECONNREFUSED 127.0.0.1:9", { code: "ECONNREFUSED" }),
      thrown("TimeoutError"),
    ])
      assert.match(inWords(error, "read it").message, /AWS cannot be reached/);
  });

  it("looks behind the error of an adapter", () => {
    const cause = thrown("ResourceNotFoundException", "Requested resource not found");
    const error = new CallFailed(
      "dynamodb:GetItem",
      "ResourceNotFoundException: Requested resource not found",
      cause,
    );
    assert.equal(
      inWords(error, "read it", "the table is not there").message,
      "could not read it: the table is not there",
    );
  });

  it("tells an adapter's own words as they are", () => {
    const error = new CallFailed("elasticloadbalancing:DescribeRules", "there is no rule x; run pulumi up");
    assert.equal(
      inWords(error, "read it").message,
      "could not read it: elasticloadbalancing:DescribeRules: there is no rule x; run pulumi up",
    );
  });

  it("tells what is not known by its name, and leaves our own alone", async () => {
    assert.equal(
      inWords(thrown("KmsException", "key gone"), "read it").message,
      "could not read it: KmsException: key gone",
    );
    assert.equal(inWords("why", "read it").message, "could not read it: why");
    const own = new Failure("it failed");
    await assert.rejects(said(Promise.reject(own), "read it"), own);
  });
});
