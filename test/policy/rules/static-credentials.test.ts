import assert from "node:assert/strict";
import * as fc from "fast-check";
import { places } from "../../../policy/aws/variables";
import type { Finding } from "../../../policy/rule";
import { staticCredentials } from "../../../policy/rules/static-credentials";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputsOf } from "../any-inputs";
import { judge } from "../judge";

const FUNCTION = "aws:lambda/function:Function";
const PROJECT = "aws:codebuild/project:Project";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const INSTANCE = "aws:ec2/instance:Instance";
const PARAMETER = "aws:ssm/parameter:Parameter";
/** The ID in AWS's own examples. */
const KEY = "AKIAIOSFODNN7EXAMPLE";
const WORD = "correct-horse";

const check = (type: string, inputs: Values): readonly Finding[] =>
  judge(staticCredentials, { type, inputs });
const where = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => ("problem" in finding ? finding.problem.property : `? ${finding.notEvaluated}`));
const gots = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => ("problem" in finding ? finding.problem.got : `? ${finding.notEvaluated}`));

const ofVariables = (variables: Value): readonly Finding[] => check(FUNCTION, { environment: { variables } });
const ofScript = (userData: Value): string[] => gots(check(INSTANCE, { userData }));

describe("the rule static-credentials", () => {
  it("says which variable holds a credential, and how to give it, and never what it is", () => {
    const findings = ofVariables({ TABLE: "shop", DB_PASSWORD: WORD });
    assert.deepEqual(findings, [
      {
        problem: {
          property: "environment.variables.DB_PASSWORD",
          rule: "free of credentials",
          got: "a text",
          remedy:
            "keep it in Secrets Manager or as a SecureString parameter, give its ARN and read it at start",
        },
      },
    ]);
  });

  const forms: readonly (readonly [value: string, got: string])[] = [
    [`{"id":"${KEY}"}`, "the ID of an access key"],
    [KEY.replace("AKIA", "ASIA"), "the ID of an access key"],
    ["-----BEGIN RSA PRIVATE KEY-----\nabc", "a private key"],
    ["-----BEGIN PRIVATE KEY-----", "a private key"],
    [`postgres://shop:${WORD}@db.example:5432/shop`, "a URL with a password"],
    [`redis://:${WORD}@cache.example`, "a URL with a password"],
    [`Server=db;User Id=shop;Password=${WORD};`, "a connection string with a password"],
  ];
  for (const [value, got] of forms) {
    it(`finds ${got} in a variable of any name: ${value.slice(0, 24)}`, () => {
      assert.deepEqual(gots(ofVariables({ SETTING: value })), [got]);
      assert.ok(!JSON.stringify(ofVariables({ SETTING: value })).includes(WORD));
    });
  }

  it("takes what only looks like one of them", () => {
    const taken = [
      `X${KEY}`,
      `${KEY}0`,
      "AKIA",
      "-----BEGIN PUBLIC KEY-----",
      "postgres://shop@db.example:5432/shop",
      "postgres://shop:${DB_PASSWORD}@db.example",
      "postgres://%s:%s@db.example",
      "https://example.com:443/a@b",
      "Server=db;User Id=shop;Password={0}",
      "passwords=3",
    ];
    for (const value of taken) assert.deepEqual(ofVariables({ SETTING: value }), []);
  });

  it("refuses a plain text under a name that sounds like a secret, however it is written", () => {
    const names = [
      "SECRET_KEY",
      "dbPassword",
      "API-KEY",
      "apikey",
      "TOKEN",
      "jwt.secret",
      "OLD_PWD",
      "githubToken",
    ];
    for (const name of names) assert.deepEqual(gots(ofVariables({ [name]: WORD })), ["a text"], name);
  });

  it("takes other names, and what says where the secret is kept or is too plain to be one", () => {
    for (const name of [
      "PASSWORD_FILE",
      "TOKEN_URL",
      "SECRET_ARN",
      "PWD",
      "MONKEY",
      "NEXT_PUBLIC_API_KEY",
      "",
    ])
      assert.deepEqual(ofVariables({ [name]: WORD }), [], name);
    const values = [
      "arn:aws:ssm:eu-west-1:123456789012:parameter/shop",
      "/shop/dev/password",
      "{{resolve:secretsmanager:shop}}",
      "${PASSWORD}",
      "#{Build.Token}",
      "https://example.com/token",
      "true",
      "3600",
      "",
      " ",
    ];
    for (const value of values) assert.deepEqual(ofVariables({ DB_PASSWORD: value }), [], value);
    for (const value of [7, true, null, undefined, [WORD], { a: WORD }])
      assert.deepEqual(ofVariables({ DB_PASSWORD: value }), []);
  });

  it("takes the names that it is told of", () => {
    const inputs = { environment: { variables: { MAP_TOKEN: WORD, API_TOKEN: WORD } } };
    const found = judge(
      staticCredentials,
      { type: FUNCTION, inputs },
      { settings: { notSecret: ["MAP_*"] } },
    );
    assert.deepEqual(where(found), ["environment.variables.API_TOKEN"]);
  });

  it("reads lists of variables, JSON text too, and leaves out what refers to a secret", () => {
    const environmentVariables = [
      { name: "A_TOKEN", value: WORD },
      { name: "B_TOKEN", value: WORD, type: "PLAINTEXT" },
      { name: "C_TOKEN", value: "shop-token", type: "SECRETS_MANAGER" },
      { name: "D_TOKEN", value: "shop-token", type: "PARAMETER_STORE" },
    ];
    const two = (path: string): string[] => [`${path}[0]`, `${path}[1]`];
    assert.deepEqual(
      where(check(PROJECT, { environment: { environmentVariables } })),
      two("environment.environmentVariables"),
    );
    const configuration = { EnvironmentVariables: JSON.stringify(environmentVariables) };
    assert.deepEqual(
      where(check(PIPELINE, { stages: [{ actions: [{ configuration }] }] })),
      two("stages[0].actions[0].configuration.EnvironmentVariables"),
    );
    const containerDefinitions = JSON.stringify([{ environment: environmentVariables }]);
    assert.deepEqual(
      where(check("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions })),
      two("containerDefinitions[0].environment"),
    );
    assert.deepEqual(where(check(PIPELINE, { variables: [{ name: "TOKEN", defaultValue: WORD }] })), [
      "variables[0]",
    ]);
  });

  it("refuses a parameter by the last part of its name, or by its form, unless it is encrypted", () => {
    const parameter = (inputs: Values): string[] =>
      where(check(PARAMETER, { type: "String", name: "/shop/db/password", ...inputs }));
    assert.deepEqual(parameter({ value: WORD }), ["value"]);
    assert.deepEqual(parameter({ insecureValue: WORD }), ["insecureValue"]);
    assert.deepEqual(parameter({ name: "/shop/password/rotation", value: WORD }), []);
    assert.deepEqual(parameter({ name: UNKNOWN, value: KEY }), ["value"]);
    assert.deepEqual(parameter({ name: UNKNOWN, value: WORD }), ["? value"]);
    assert.deepEqual(parameter({ value: UNKNOWN }), ["? value"]);
    assert.deepEqual(parameter({ type: UNKNOWN, value: WORD }), ["? type"]);
    assert.deepEqual(parameter({ type: "SecureString", value: KEY }), []);
  });

  it("reads user data, in base64 too", () => {
    const script = (line: string): string => `#!/bin/bash\nset -eu\n${line}\nexec /opt/shop\n`;
    const base64 = Buffer.from(script(`export AWS_SECRET_ACCESS_KEY="${WORD}"`)).toString("base64");
    assert.deepEqual(ofScript(script(`DB_PASSWORD=${WORD}`)), ["a text as DB_PASSWORD"]);
    assert.deepEqual(ofScript(script(`echo ${KEY} > ~/.aws/credentials`)), ["the ID of an access key"]);
    assert.deepEqual(ofScript(base64), ["a text as AWS_SECRET_ACCESS_KEY"]);
    assert.deepEqual(where(check("aws:ec2/launchTemplate:LaunchTemplate", { userData: base64 })), [
      "userData",
    ]);
    assert.deepEqual(where(check(INSTANCE, { userDataBase64: base64 })), ["userDataBase64"]);
  });

  it("takes a script that fetches what it needs", () => {
    const lines = [
      "TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)",
      "TOKEN=`cat /run/token`",
      'PASSWORD="$DB_PASSWORD"',
      "PASSWORD=/run/password",
      "password = secrets.get('db'); password = other.get()",
      "TOKEN=",
      'curl "https://user:${TOKEN}@example.com"',
    ];
    for (const line of lines) assert.deepEqual(ofScript(`#!/bin/bash\n${line}\n`), [], line);
  });

  it("does not evaluate what is unknown and may hold one", () => {
    assert.deepEqual(where(ofVariables(UNKNOWN)), ["? environment.variables"]);
    assert.deepEqual(where(check(FUNCTION, { environment: UNKNOWN })), ["? environment"]);
    assert.deepEqual(where(ofVariables({ TOKEN: UNKNOWN })), ["? environment.variables.TOKEN"]);
    assert.deepEqual(where(check(INSTANCE, { userData: UNKNOWN })), ["? userData"]);
    const list = (entry: Value): string[] =>
      where(check(PROJECT, { environment: { environmentVariables: [entry] } }));
    for (const entry of [
      UNKNOWN,
      { name: UNKNOWN, value: WORD },
      { name: UNKNOWN, value: UNKNOWN },
      { name: "TOKEN", value: WORD, type: UNKNOWN },
    ] satisfies Value[])
      assert.deepEqual(list(entry), ["? environment.environmentVariables[0]"]);
  });

  it("does evaluate what no unknown part can change, and expects no credential in an output of another name", () => {
    assert.deepEqual(where(ofVariables({ TABLE: UNKNOWN, TOKEN: WORD })), ["environment.variables.TOKEN"]);
    const environmentVariables: Value = [{ name: UNKNOWN, value: KEY }];
    assert.deepEqual(gots(check(PROJECT, { environment: { environmentVariables } })), [
      "the ID of an access key",
    ]);
  });

  it("comes to the end of a text of a megabyte, whatever it is of", () => {
    const parts = [
      "a",
      " ",
      ";",
      "\n",
      "A=;",
      "://",
      "://:",
      "=",
      "-----BEGIN ",
      "AKIA",
      'A="',
      "A_",
      ";password",
    ];
    // Twice as long for each step back would take hours, and end at the test's deadline.
    for (const part of parts) {
      const text = part.repeat(Math.ceil(1e6 / part.length));
      ofScript(text);
      ofVariables({ SETTING: text, [text]: WORD, TOKEN: text });
    }
  });

  it("never throws and never shows a value, whatever the inputs", () => {
    const steps = Object.values(places)
      .flatMap(({ variables = [], scripts = [] }) => [...variables, ...scripts])
      .flatMap((path) => path.split(/[.[\]]+/));
    const tops = [...new Set([...steps, "name", "type", "value", "insecureValue"])].filter(
      (step) => step !== "",
    );
    const inputs = anyInputsOf(tops, [...tops, "TOKEN", "DB_PASSWORD"]);
    fc.assert(
      fc.property(fc.constantFrom(...staticCredentials.types), inputs, (type, given) => {
        for (const finding of check(type, given))
          if ("problem" in finding) assert.match(finding.problem.got, /^(a|the) [\w ]+$/);
      }),
    );
  });
});
