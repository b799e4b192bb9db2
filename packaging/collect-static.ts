/** Collects a Django project's static files into its staged copy, once for the package and not at every start. */
import { Refusal } from "../refusal/refusal";
import { runPython } from "./python";

const collectSeconds = 120;

/**
 * Runs `manage.py collectstatic` in a staged project that has its packages beside it. The environment is bare, so that the
 * result depends on the project alone and no secret is needed. Throws a Refusal with the command's last lines when it
 * fails or takes longer than 2 minutes.
 */
export async function collectStatic(staging: string, signal?: AbortSignal): Promise<void> {
  const { code, lastLines } = await runPython(["manage.py", "collectstatic", "--noinput"], {
    cwd: staging,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      TMPDIR: process.env["TMPDIR"],
      LANG: "C.UTF-8",
      PYTHONPATH: staging,
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONHASHSEED: "0",
    },
    deadlineSeconds: collectSeconds,
    what: "manage.py collectstatic",
    signal,
  });
  if (code === 0) return;
  throw new Refusal({
    property: "manage.py collectstatic",
    rule: "able to run with the lock's packages and none of the service's environment",
    got: `exit code ${code ?? "none (it was ended from outside)"}`,
    remedy: `mend what its last lines say:\n${lastLines}`,
  });
}
