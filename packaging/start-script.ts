/** What Lambda asks of a start script: it is executed as it lies there, so its mode and line ends must be right. Pure. */
import type { Problem } from "../refusal/refusal";

/** The start command's name in the app's folder; the function's handler names the same. */
export const startScriptName = "run.sh";

/** What is wrong with a start script; `undefined` stands for a missing file. */
export function startScriptProblems(
  script: { readonly text: string; readonly executable: boolean } | undefined,
): Problem[] {
  const property = startScriptName;
  if (script === undefined) {
    const remedy = "add a script that starts the service on 127.0.0.1 and the port in PORT";
    return [{ property, rule: "a file in the app's folder", got: "nothing", remedy }];
  }
  const problems: Problem[] = [];
  if (script.text.includes("\r\n")) {
    const remedy = 'save it with LF line ends, and keep them with "*.sh eol=lf" in .gitattributes';
    problems.push({ property, rule: "a script with LF line ends", got: "CRLF", remedy });
  }
  if (!script.executable) {
    const remedy = `run \`chmod +x ${startScriptName}\` (in git: \`git update-index --chmod=+x\`)`;
    problems.push({ property, rule: "executable", got: "a file without the mode bit", remedy });
  }
  return problems;
}
