// Tests the checks: each page below `faulty/` has one fault, named in its `<!-- fault: check rule -->` lines.
// Those, and no others, must be reported.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { pagesOf, readSite } from "./site.mjs";

const FAULTY = fileURLToPath(new URL("faulty", import.meta.url));
const CHECK = fileURLToPath(new URL("check.mjs", import.meta.url));

const check = (...args) => spawnSync(process.execPath, [CHECK, FAULTY, ...args], { encoding: "utf8" });

test("every planted fault is reported, and nothing else", async () => {
  const files = await readSite(FAULTY);
  const planted = pagesOf(files).flatMap(({ file, path }) => {
    const notes = files.get(file).toString().matchAll(/<!-- fault: (\S+) (\S+) -->/g);
    return [...notes].map(([, kind, rule]) => `${kind} ${rule} ${kind === "html" ? file : path}`);
  });
  const { stdout, status } = check();
  const lines = stdout.matchAll(/^FAILED (\w+): (\S+).*\n {7}([\w-]+):/gm);
  const told = new Set([...lines].map(([, kind, page, rule]) => `${kind} ${rule} ${page}`));
  assert.deepEqual([...told].sort(), planted.sort(), stdout);
  assert.equal(status, 1);
  assert.match(stdout, /\n\d+ passed, [1-9]\d* failed\n$/);
});

test("a page without a fault passes", () => {
  const { stdout, status } = check("--only", "index.html");
  assert.equal(status, 0, stdout);
  assert.match(stdout, /\n\d+ passed, 0 failed\n$/);
});

test("a folder that is not there is a fault of usage", () => {
  assert.equal(spawnSync(process.execPath, [CHECK, `${FAULTY}/not-there`]).status, 3);
});
