import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../../components/refuse";

describe("a component", () => {
  it("refuses with Pulumi's own error, which has a path for every problem", () => {
    const problems = [
      { property: "app.port", rule: "at least 1024", got: "80", remedy: "use 8080" },
      { property: "create", rule: "given", got: "nothing", remedy: "give it" },
    ];
    assert.throws(
      () => {
        refuse(problems);
      },
      (error: unknown) => {
        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        assert.equal(
          error.message,
          "app.port: must be at least 1024, got 80; use 8080\ncreate: must be given, got nothing; give it",
        );
        assert.deepEqual(error.errors, [
          { propertyPath: "app.port", reason: "app.port: must be at least 1024, got 80; use 8080" },
          { propertyPath: "create", reason: "create: must be given, got nothing; give it" },
        ]);
        return true;
      },
    );
  });

  it("refuses nothing where there are no problems", () => {
    assert.doesNotThrow(() => {
      refuse([]);
    });
  });
});
