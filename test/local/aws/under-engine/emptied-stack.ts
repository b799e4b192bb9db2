/** A stack under the real engine for the tests of the `describe` around; it and its local AWS are emptied after each. */
import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation";
import type { Fault } from "../../../../local/aws/faults";
import { ENGINE_TIMEOUT, testEngine } from "../../../helpers/engine";
import { localStack, type LocalStack } from "../../../helpers/local-stack";

export interface EmptiedStack extends Pick<LocalStack, "stack" | "store" | "stateFolder"> {
  /** What the engine prints of a preview of the program. */
  preview: (program: PulumiFn) => Promise<string>;
  /** Runs up and gives, per changed resource, what was done: `create aws:iam/role:Role r`. */
  up: (program: PulumiFn, faults?: readonly Fault[]) => Promise<string[]>;
  refused: (program: PulumiFn, expected: RegExp, faults?: readonly Fault[]) => Promise<void>;
}

export function emptiedStack(): EmptiedStack {
  let program: PulumiFn = () => Promise.resolve();
  let local: LocalStack;
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    await testEngine();
    local = await localStack(() => program());
  });
  afterEach(() => {
    local.forget();
  });
  after(() => {
    local.close();
  });

  const up: EmptiedStack["up"] = async (next, faults = []) => {
    program = next;
    local.setFaults(faults);
    const done: string[] = [];
    await local.stack.up({
      onEvent: ({ resOutputsEvent }: EngineEvent) => {
        const metadata = resOutputsEvent?.metadata;
        if (metadata === undefined || metadata.op === "same" || metadata.type.startsWith("pulumi:")) return;
        done.push(`${metadata.op} ${metadata.type} ${metadata.urn.split("::").at(-1) ?? ""}`);
      },
    });
    return done;
  };
  return {
    get stack() {
      return local.stack;
    },
    get store() {
      return local.store;
    },
    get stateFolder() {
      return local.stateFolder;
    },
    preview: async (next) => {
      program = next;
      return (await local.stack.preview({ color: "never" })).stdout;
    },
    up,
    refused: async (next, expected, faults) => {
      await assert.rejects(up(next, faults), (error: Error) => {
        assert.match(error.message, expected);
        return true;
      });
    },
  };
}

/** A program that makes one thing. */
export function making(make: () => unknown): PulumiFn {
  return () => {
    make();
    return Promise.resolve();
  };
}

/** A role of that name, in the program and in AWS. */
export function role(name: string, more: Partial<aws.iam.RoleArgs> = {}): aws.iam.Role {
  return new aws.iam.Role(name, { name, assumeRolePolicy: "{}", ...more });
}
