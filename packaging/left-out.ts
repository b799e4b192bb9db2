/** Which of an app's files stay out of its package: by name alone, so that a reader can tell beforehand. Pure. */

/** Why a folder or file is left out, by the kind of name it has. */
const rules: readonly { readonly reason: string; readonly folders: RegExp; readonly files: RegExp }[] = [
  {
    reason: "version control",
    folders: /^\.(git|github|hg|svn)$/,
    files: /^\.git(ignore|attributes|modules)$/,
  },
  { reason: "tests", folders: /^tests$/, files: /^(tests|conftest|test_.*|.*_test)\.py$/ },
  {
    reason: "caches",
    folders: /^(__pycache__|\.(pytest|mypy|ruff)_cache|\.tox|\.nox|\.multistage)$/,
    files: /^(.*\.py[co]|\.coverage|\.DS_Store)$/,
  },
  {
    reason: "packages of this machine",
    folders: /^(node_modules|\.venv|venv|.*\.egg-info)$/,
    files: /^pyvenv\.cfg$/,
  },
  { reason: "secrets of this machine", folders: /^\.envs?$/, files: /^\.env(\..*)?$/ },
  { reason: "data of this machine", folders: /^$/, files: /\.sqlite3(-journal|-wal|-shm)?$/ },
  { reason: "settings of an editor", folders: /^\.(idea|vscode)$/, files: /^.*\.sw[po]$/ },
];

/** Why an app's folder or file of this name is left out; undefined when it belongs in the package. */
export function reasonToLeaveOut(name: string, kind: "folder" | "file"): string | undefined {
  return rules.find((rule) => (kind === "folder" ? rule.folders : rule.files).test(name))?.reason;
}
