/** Why moto cannot be had or started, and what to do about it. Pure. */
import type { Holder } from "../../processes/holder";
import { Refusal } from "../../refusal/refusal";

const WANTED = "Python 3.10 or newer on PATH";

export function missingPython(): Refusal {
  const remedy = "install Python 3 with venv and pip, or put its folder on PATH";
  return new Refusal({ property: "python3", rule: WANTED, got: "no such program", remedy });
}

/** @param output - what it said of its version */
export function oldPython(python: string, output: string): Refusal {
  const got = `${python} of version ${output.trim() || "unknown"}`;
  const remedy = "install a newer Python 3, or put its folder first on PATH";
  return new Refusal({ property: "python3", rule: WANTED, got, remedy });
}

/** @param args - of the Python that failed; @param printed - what it printed last */
export function failedInstall(
  args: readonly string[],
  status: number | NodeJS.Signals,
  printed: string,
): Refusal {
  const said = `its last lines:\n${lastLines(printed)}`;
  if (/No module named (venv|ensurepip)|ensurepip is not available/.test(printed)) {
    const remedy = "install your system's python3-venv, or another Python 3, and run this again";
    return new Refusal({ property: "python3 -m venv", rule: "there", got: "no such module", remedy });
  }
  const rule = "able to install the emulator moto";
  const remedy = `mend what it says and run this again; ${said}`;
  const got = typeof status === "number" ? `exit code ${status}` : `its end by ${status}`;
  return new Refusal({ property: `python3 ${args.slice(0, 2).join(" ")}`, rule, got, remedy });
}

/** @param file - the lock of who installs it */
export function stillInstalling(file: string, { pid, hostname }: Holder, seconds: number): Refusal {
  const rule = `free, or given back within ${seconds} s`;
  const got = `held by process ${pid} of ${hostname}, which installs the emulator moto`;
  const remedy = "see what it waits for; remove the file when that process has ended, and run this again";
  return new Refusal({ property: file, rule, got, remedy });
}

export function unstarted(why: string, errors: readonly string[]): Refusal {
  const remedy = `see its last lines:\n${lastLines(errors.join("\n"))}`;
  return new Refusal({ property: "moto", rule: "an emulator that starts", got: why, remedy });
}

/** The last 12 lines, indented, without user names and passwords in addresses. */
function lastLines(printed: string): string {
  const lines = printed.trimEnd().split(/\r?\n/).slice(-12);
  return lines.map((line) => `  ${line.replace(/\/\/[^\s/@]+@/g, "//***@")}`).join("\n");
}
