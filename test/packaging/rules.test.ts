import { strict as assert } from "node:assert";
import fc from "fast-check";
import { reasonToLeaveOut } from "../../packaging/left-out";
import { lockLines, lockProblems } from "../../packaging/requirements-lock";
import { startScriptProblems } from "../../packaging/start-script";
import { sizeProblems, totalBytes, unzippedLimitBytes } from "../../packaging/unzipped-size";
import { problemText } from "../../refusal/refusal";

const hash = `--hash=sha256:${"0".repeat(64)}`;

describe("a lock", () => {
  it("is refused when any requirement has no hash; the first is named and the others are counted", () => {
    const [problem] = lockProblems(`a==1 ${hash}\nb==2\nc==3 # ${hash}\n`);
    assert.equal(
      problem && problemText(problem),
      "requirements.lock: must be hashed throughout, got no hash for b==2 and 1 more; make it with " +
        "`pip-compile --generate-hashes --output-file=requirements.lock requirements.in` (pip-tools)",
    );
  });

  it("may have comments, options, blank lines, CRLF and hashes on continued lines", () => {
    const text = `# a lock\r\n--no-binary :none:\r\n\r\na==1 \\\r\n    ${hash} \\\r\n    ${hash}\r\n    # via x\r\n`;
    assert.deepEqual(lockProblems(text), []);
    assert.deepEqual(
      lockLines(text).map((line) => line.replace(/\s+/g, " ")),
      ["--no-binary :none:", `a==1 ${hash} ${hash}`],
    );
  });

  it("is refused exactly when some requirement has no hash, in whatever order and layout they stand", () => {
    const requirement = fc.record({
      name: fc.stringMatching(/^[a-z]{1,8}$/),
      hashed: fc.boolean(),
      join: fc.constantFrom(" ", " \\\n    "),
    });
    fc.assert(
      fc.property(fc.array(requirement), fc.constantFrom("\n", "\n# via\n\n"), (requirements, end) => {
        const text = requirements
          .map(({ name, hashed, join }) => `${name}==1${hashed ? join + hash : ""}${end}`)
          .join("");
        assert.equal(lockProblems(text).length, requirements.every(({ hashed }) => hashed) ? 0 : 1);
      }),
    );
  });
});

describe("a start script", () => {
  it("is refused with CRLF line ends and without the mode bit, both at once, and is fine otherwise", () => {
    const problems = startScriptProblems({ text: "#!/bin/sh\r\n", executable: false });
    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ["a script with LF line ends", "executable"],
    );
    assert.deepEqual(startScriptProblems({ text: "#!/bin/sh\n", executable: true }), []);
  });
});

describe("the size of a package", () => {
  it("is refused one byte over Lambda's limit, with the largest folders named, and fine at the limit", () => {
    const files = [
      { path: "a/x", bytes: 5 },
      { path: "b", bytes: unzippedLimitBytes - 12 },
      { path: "a/y", bytes: 4 },
      { path: "c", bytes: 2 },
      { path: "d", bytes: 1 },
    ];
    assert.equal(totalBytes(files), 262_144_000);
    assert.deepEqual(sizeProblems(files), []);
    const [problem] = sizeProblems([...files, { path: "e", bytes: 1 }]);
    assert.equal(
      problem && problemText(problem),
      "unzipped size: must be at most 262144000 bytes, Lambda's limit for a zip, got 262144001 bytes; leave out what " +
        "the service does not need (largest: b 262143988, a 9, c 2), or use a container image",
    );
  });
});

describe("a file's name", () => {
  it("keeps tests, caches, secrets and what belongs to one machine out of a package", () => {
    const reasons = (kind: "folder" | "file", names: string): (string | undefined)[] =>
      names.split(" ").map((name) => reasonToLeaveOut(name, kind));
    const all = (reason: string, count: number): string[] => Array.from({ length: count }, () => reason);

    assert.deepEqual(reasons("folder", ".git .github .hg .svn"), all("version control", 4));
    assert.deepEqual(reasons("file", "tests.py test_views.py views_test.py conftest.py"), all("tests", 4));
    assert.deepEqual(reasons("folder", "__pycache__ .pytest_cache .tox .multistage"), all("caches", 4));
    assert.deepEqual(reasons("folder", "node_modules .venv venv"), all("packages of this machine", 3));
    assert.deepEqual(reasons("file", ".env .env.production"), all("secrets of this machine", 2));
    assert.deepEqual(reasons("file", "db.sqlite3 db.sqlite3-wal"), all("data of this machine", 2));
  });

  it("keeps everything else in, also what only looks alike", () => {
    const names = "attest.py contest.py latest.py environment.py testing gitignore.txt test templates";
    for (const name of names.split(" ")) {
      assert.equal(reasonToLeaveOut(name, "folder"), undefined, name);
      assert.equal(reasonToLeaveOut(name, "file"), undefined, name);
    }
  });
});
