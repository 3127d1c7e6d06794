// The Nu Html Checker over files of a site, in one run of Java.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";

// Read from a file, no page has an origin that `'self'` could mean, and a block of JSON-LD is no script. The browser keeps
// the policy for real; that is where it is checked.
const BESIDE_THE_POINT = ".*violates Content Security Policy.*";
// What browsers know, and the checker does not yet: the mark of the part that is being read.
const TOO_NEW = ".*(Unknown pseudo-element or pseudo-class “:target-current”|“scroll-target-group”: Property).*";
const JAR = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/**
 * Checks HTML, CSS and SVG files, given by their paths within `folder`.
 * Gives `{ checked, faults: Map(file → list), warnings: Map(text → number) }`.
 */
export async function validate(folder, files) {
  const found = { checked: files.length, faults: new Map(), warnings: new Map() };
  // One list of arguments holds some 2 MB; 4,000 paths stay well below.
  for (let start = 0; start < files.length; start += 4000) {
    const report = await run(folder, files.slice(start, start + 4000));
    for (const message of report.messages) sort(found, folder, message);
  }
  return found;
}

function sort(found, folder, { type, subType, url, lastLine, message, extract }) {
  if (type === "info") {
    if (subType === "warning") found.warnings.set(message, (found.warnings.get(message) ?? 0) + 1);
    return;
  }
  const file = decodeURIComponent((url ?? "").replace(/^file:/, "")).replace(folder, "").replace(/^\/+/, "");
  const fault = { rule: "html", where: `line ${lastLine}: ${(extract ?? "").trim().slice(0, 80)}`, what: message };
  found.faults.set(file, [...(found.faults.get(file) ?? []), fault]);
}

function run(folder, files) {
  const quiet = ["--no-langdetect", "--filterpattern", `${BESIDE_THE_POINT}|${TOO_NEW}`];
  const options = ["-Xss1m", "-jar", JAR, "--also-check-css", "--also-check-svg", ...quiet, "--format", "json", "--stdout"];
  const java = spawn("java", [...options, ...files], { cwd: folder });
  const out = [];
  const err = [];
  java.stdout.on("data", (chunk) => out.push(chunk));
  java.stderr.on("data", (chunk) => err.push(chunk));
  return new Promise((done, fail) => {
    java.on("error", (error) => fail(new Error(`java does not start: ${error.message}`)));
    java.on("close", (code) => {
      try {
        done(JSON.parse(Buffer.concat(out).toString("utf8")));
      } catch {
        const complaint = Buffer.concat(err).toString("utf8").slice(0, 500);
        fail(new Error(`the Nu Html Checker gave no report (exit ${code}): ${complaint}`));
      }
    });
  });
}
