import assert from "node:assert/strict";
import fc from "fast-check";
import { Refusal } from "../../refusal/refusal";
import { parsed, refusals, service, type Written } from "./config-of";

const withSecrets = { ...service, secrets: ["SECRET_KEY", "TOKEN"] };

describe("the secrets of a stack are refused", () => {
  it("when a service names one that has no value, with the command that sets it", () => {
    assert.deepEqual(refusals({ services: [withSecrets], secrets: { guestbook: { TOKEN: "hush" } } }), [
      "secrets.guestbook.SECRET_KEY: must be given, as services[0].secrets names it, got nothing; " +
        "run: pulumi config set --secret --path 'multistage:secrets.guestbook.SECRET_KEY'",
    ]);
  });

  it("when a name that every object has in JavaScript has no value", () => {
    assert.deepEqual(refusals({ services: [{ ...service, secrets: ["constructor"] }] }), [
      "secrets.guestbook.constructor: must be given, as services[0].secrets names it, got nothing; " +
        "run: pulumi config set --secret --path 'multistage:secrets.guestbook.constructor'",
    ]);
  });

  it("when no service names one", () => {
    assert.deepEqual(refusals({ secrets: { guestbook: { SECRET_KEY: "hush" } } }), [
      "secrets.guestbook.SECRET_KEY: must be one of the names in services[0].secrets, " +
        'got "SECRET_KEY"; add its name there, or remove it',
    ]);
  });

  it("when they are of no service", () => {
    assert.deepEqual(refusals({ secrets: { gestbook: { SECRET_KEY: "hush" } } }), [
      'secrets.gestbook: must be the name of a service (guestbook), got "gestbook"; remove it or rename it',
    ]);
  });

  it("when the variable stands in the environment in plain text, too", () => {
    const plain = { ...withSecrets, environment: { TOKEN: "hush" } };
    const secrets = { guestbook: { SECRET_KEY: "hush", TOKEN: "hush" } };
    assert.deepEqual(refusals({ services: [plain], secrets }), [
      "services[0].environment.TOKEN: must be left out where the variable is a secret, " +
        "got a value in plain text; remove it",
    ]);
  });

  it("without blaming them for a service whose name is refused, or for services that are missing", () => {
    const secrets = { Guestbook: { SECRET_KEY: "hush", TOKEN: "hush" } };
    assert.deepEqual(refusals({ services: [{ ...withSecrets, name: "Guestbook" }], secrets }), [
      "services[0].name: must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last, " +
        'got "Guestbook"; change it',
    ]);
    assert.deepEqual(refusals({ services: undefined, secrets }), [
      "services: must be a list, got nothing; set it: pulumi config set --path 'multistage:services'",
    ]);
  });

  const misplaced: readonly (readonly [where: string, changes: Written, line: string])[] = [
    ["as a text", { secrets: "hush" }, "secrets: must be an object, got a text; change it"],
    ["as a list", { secrets: ["hush"] }, "secrets: must be an object, got a list; change it"],
    [
      "as broken JSON",
      { secrets: '{"guestbook": {"SECRET_KEY": "hush"' },
      "secrets: must be valid JSON or YAML, got a text; mend its syntax",
    ],
    [
      "without their service",
      { secrets: { SECRET_KEY: "hush" } },
      "secrets.SECRET_KEY: must be an object, got a text; change it",
    ],
    [
      "as a list of a service",
      { secrets: { guestbook: ["SECRET_KEY=hush"] } },
      "secrets.guestbook: must be an object, got a list; change it",
    ],
    [
      "a level too deep",
      { services: [withSecrets], secrets: { guestbook: { SECRET_KEY: { v: "hush" }, TOKEN: "hush" } } },
      "secrets.guestbook.SECRET_KEY: must be a text, got an object; change it",
    ],
    [
      "as a number",
      { services: [withSecrets], secrets: { guestbook: { SECRET_KEY: 4711, TOKEN: "hush" } } },
      "secrets.guestbook.SECRET_KEY: must be a text, got a number; change it",
    ],
    [
      "with their values in the service's entry",
      { services: [{ ...service, secrets: { SECRET_KEY: "hush" } }] },
      "services[0].secrets: must be a list, got an object; change it",
    ],
  ];
  for (const [where, changes, line] of misplaced) {
    it(`when they are written ${where}, without showing a value`, () => {
      assert.deepEqual(refusals(changes), [line]);
    });
  }
});

describe("the value of a secret", () => {
  /** Hard to meet by chance, and short enough not to be cut off. */
  const SECRET = "hunter2-0xC0FFEE";
  const secret = fc.constantFrom<unknown>(
    SECRET,
    [SECRET],
    { SECRET_KEY: SECRET },
    { guestbook: { a: SECRET } },
  );
  const secrets = fc.oneof(
    secret,
    fc.constantFrom(`{"guestbook": "${SECRET}"`, `["${SECRET}"`),
    fc.dictionary(
      fc.constantFrom("guestbook", "shop", "SECRET_KEY"),
      fc.oneof(secret, fc.dictionary(fc.constantFrom("SECRET_KEY", "TOKEN"), fc.oneof(secret, fc.integer()))),
    ),
  );
  const names = fc.oneof(
    fc.constant(undefined),
    fc.subarray(["SECRET_KEY", "TOKEN"]),
    fc.constant<unknown>({ TOKEN: SECRET }),
  );

  it("stands in no message, however it is misplaced under secrets", () => {
    fc.assert(
      fc.property(secrets, names, fc.constantFrom("guestbook", "Bad"), (values, listed, name) => {
        const services = [{ ...service, name, secrets: listed, environment: { TOKEN: SECRET } }];
        try {
          parsed({ services, secrets: values });
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error));
          assert.ok(!error.message.includes("hunter2"), error.message);
        }
      }),
    );
  });

  it("is handed on as it is where everything is right", () => {
    const values = { guestbook: { SECRET_KEY: SECRET, TOKEN: '{"a":1}' } };
    assert.deepEqual(parsed({ services: [withSecrets], secrets: values }).secrets, values);
  });
});
