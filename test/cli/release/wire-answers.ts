/** What CodePipeline and Lambda answer in tests of the commands, at the wire. */
import type { Sent, WireAnswer } from "../../runtime/release/aws/wire";

/** An answer by the operation that is sent; an empty one for others. */
export function answering(
  answers: Readonly<Record<string, WireAnswer | (() => WireAnswer)>>,
): (sent: Sent) => WireAnswer {
  return ({ operation }) => {
    const answer = answers[operation];
    if (typeof answer === "function") return answer();
    return answer ?? { status: 200, body: {} };
  };
}

/** A refusal as CodePipeline words it. */
export function refusal(name: string, message = name): WireAnswer {
  return { status: 400, body: { __type: name, message } };
}

/** The pipeline of execution r2 with its approval as is said. */
export function pipelineState(latestExecution: Readonly<Record<string, unknown>>): WireAnswer {
  return {
    status: 200,
    body: {
      pipelineName: "shop-dev-storefront-pipeline",
      stageStates: [
        {
          stageName: "Source",
          actionStates: [{ actionName: "Revision", latestExecution: { status: "Succeeded" } }],
        },
        {
          stageName: "Release",
          latestExecution: { pipelineExecutionId: "r2", status: "InProgress" },
          actionStates: [
            { actionName: "Prepare", latestExecution: { status: "Succeeded" } },
            { actionName: "Approve", latestExecution: { lastStatusChange: 1795262400, ...latestExecution } },
            { actionName: "Release" },
          ],
        },
      ],
    },
  };
}

/** What the function `release` answers. */
export function replies(...bodies: readonly object[]): () => WireAnswer {
  let next = 0;
  return () => ({ status: 200, body: bodies[Math.min(next++, bodies.length - 1)] ?? {} });
}
