import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parse } from "yaml";
import { accountFiles, accountSettings, ACCOUNT_FILE } from "../../cli/init/account";
import type { Answers } from "../../cli/init/answers";
import { ACCOUNT_PULUMI_PROJECT } from "../../components/access/account-names";
import type { Refusal } from "../../refusal/refusal";
import { parseAccount, type AccountConfig } from "../../stacks/bootstrap/config";
import { OFTEN } from "../helpers/property-runs";
import { handedOver } from "../stacks/config-of";
import { answered } from "./init-answers";

/** As the program reads it. */
function account(settings: string): AccountConfig {
  const { config } = parse(settings) as { config: Record<string, unknown> };
  const own = Object.entries(config).filter(([key]) => key.startsWith("multistage:"));
  return parseAccount(
    handedOver(Object.fromEntries(own.map(([key, value]) => [key.replace("multistage:", ""), value]))),
  );
}

const withId = (settings: string): string => settings.replace('accountId: ""', 'accountId: "123456789012"');

describe("the account of a new project", () => {
  it("is refused as it was written, for its id alone", () => {
    fc.assert(
      fc.property(answered, (answers) => {
        assert.throws(
          () => account(accountSettings(answers)),
          (error: Refusal) => {
            assert.deepEqual(
              error.problems.map(({ property }) => property),
              ["accountId"],
            );
            return true;
          },
        );
      }),
      OFTEN,
    );
  });

  it("is taken once it has one, whatever was answered, and lets nobody in", () => {
    fc.assert(
      fc.property(answered, (answers) => {
        assert.deepEqual(account(withId(accountSettings(answers))), {
          project: answers.project,
          accountId: "123456789012",
          owner: answers.owner,
          costCenter: answers.costCenter,
          stages: answers.stages.map((stage) => ({ stage })),
        });
      }),
      OFTEN,
    );
  });

  const CIS = [
    ["github", "token.actions.githubusercontent.com", "repo:example/shop:environment:"],
    ["gitlab", "gitlab.com", "project_path:example/shop:ref_type:branch:ref:*"],
  ] as const;
  for (const [ci, issuer, subject] of CIS) {
    it(`lets the previews on ${ci} in once its comments are none any more and name a repository`, () => {
      fc.assert(
        fc.property(answered, (texts) => {
          const answers: Answers = { ...texts, ci };
          const written = withId(accountSettings(answers))
            .replace(/^.*Where CI previews[^]*?leave it out\.\n/m, "")
            .replaceAll(/^( +)# /gm, "$1")
            .replaceAll(/<\w+>\/<\w+>/g, "example/shop");
          const { identityProviders, stages } = account(written);
          assert.deepEqual(identityProviders, [{ issuer }]);
          const own = (stage: string): string => (ci === "github" ? `${subject}${stage}` : subject);
          assert.deepEqual(
            stages,
            answers.stages.map((stage) => ({
              stage,
              previewer: { oidc: { issuer, subjects: [own(stage)] } },
            })),
          );
        }),
        OFTEN,
      );
    });
  }

  it("is the Pulumi project whose state no stage of it may name", () => {
    const [answers] = fc.sample(answered, 1);
    const files = Object.fromEntries(accountFiles(answers!).map(({ path, text }) => [path, text]));
    assert.equal((parse(files["bootstrap/Pulumi.yaml"]!) as { name: string }).name, ACCOUNT_PULUMI_PROJECT);
    assert.ok(files[ACCOUNT_FILE] !== undefined);
  });
});
