// Tests the preview as the one who writes meets it: a browser stands on a page while files are saved.
//
// The program is the one that UTSYN names, or the release build in CARGO_TARGET_DIR.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const PROGRAM = process.env.UTSYN ?? join(process.env.CARGO_TARGET_DIR ?? "target", "release", "utsyn");
const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
const LONG = Array.from({ length: 80 }, (_, n) => `Avsnitt ${n}.`).join("\n\n");

let folder, serving, browser, origin;

const write = (path, text) => writeFile(join(folder, "content", path), text);
const page = (title, text) => `---\ntitle: "${title}"\n---\n\n${text}\n\n${LONG}\n`;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "utsyn-preview-"));
  await mkdir(join(folder, "content", "pages"), { recursive: true });
  await write("site.yaml", 'title: "Prøvestedet"\nbase_url: "https://prove.example/"\n');
  await write("pages/om.md", page("Om", "Første ord."));
  serving = spawn(PROGRAM, ["serve", "--port", "0", "--date", "2026-11-21", "--lang", "nb"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: serving.stdout })) {
    origin = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
    if (origin) break;
  }
  assert.ok(origin, "the preview did not start");
  serving.stdout.resume();
  browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
});

after(async () => {
  await browser?.close();
  serving?.kill();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Opens a page of the preview, and gathers what the browser complains of. */
async function open(path) {
  const tab = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  tab.setDefaultTimeout(20_000);
  const complaints = [];
  tab.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(error.message));
  await tab.goto(origin + path);
  return { tab, complaints };
}

test("a saved page is shown by itself, where it stood", async () => {
  const { tab, complaints } = await open("/om/");
  await tab.getByText("Første ord.").waitFor();
  await tab.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
  await write("pages/om.md", page("Om", "Andre ord."));
  await tab.getByText("Andre ord.").waitFor();
  await tab.waitForFunction(() => scrollY === 900);
  assert.deepEqual(complaints, []);
  await tab.close();
});

test("a problem lies over the page in the words of the terminal, and goes away", async () => {
  const { tab, complaints } = await open("/om/");
  const shown = () => tab.locator("utsyn-preview pre");
  assert.equal(await shown().count(), 0);
  await write("pages/om.md", '---\ntitle: "Om"\ntitel: "Feil nøkkel"\n---\n');
  await shown().waitFor({ state: "visible" });
  assert.match(await shown().innerText(), /^feil\[U\d{4}\].*\n *--> content\/pages\/om\.md:3:1/);
  await tab.getByText("Andre ord.").waitFor(); // the last good page
  const code = tab.locator("utsyn-preview .problems a[href^='/.utsyn/codes#U']");
  const meaning = new URL(await code.getAttribute("href"), origin);
  const explained = await browser.newPage();
  await explained.goto(meaning.href);
  assert.equal(await explained.locator(meaning.hash).innerText(), meaning.hash.slice(1));
  await explained.close();
  const link = tab.locator("utsyn-preview .problems a[href^='vscode:']");
  assert.equal(await link.getAttribute("href"), `vscode://file${encodeURI(folder)}/content/pages/om.md:3`);
  await write("pages/om.md", page("Om", "Tredje ord."));
  await tab.getByText("Tredje ord.").waitFor();
  assert.equal(await shown().count(), 0);
  assert.deepEqual(complaints, []);
  await tab.close();
});

test("a page that is moved is gone, and comes back", async () => {
  const { tab } = await open("/om/");
  await rename(join(folder, "content/pages/om.md"), join(folder, "content/pages/omm.md"));
  await tab.locator("utsyn-preview .near a", { hasText: "/omm/" }).waitFor();
  await rename(join(folder, "content/pages/omm.md"), join(folder, "content/pages/om.md"));
  await tab.getByText("Tredje ord.").waitFor();
  await tab.close();
});

test("the bar names the source, and is not on paper", async () => {
  const { tab } = await open("/om/");
  await tab.locator("utsyn-preview .source a", { hasText: "content/pages/om.md" }).waitFor();
  const printed = tab.evaluate(() => new Promise((done) => (window.print = () => done("printed"))));
  await tab.locator("utsyn-preview .print").click();
  assert.equal(await printed, "printed");
  await tab.emulateMedia({ media: "print" });
  assert.equal(await tab.locator("utsyn-preview aside").isVisible(), false);
  await tab.close();
});

test("drafts come and go with the switch in the bar", async () => {
  const { tab, complaints } = await open("/om/");
  await write("pages/utkast.md", '---\ntitle: "Utkast"\ndraft: true\n---\n\nIkke ferdig.\n');
  await tab.getByText("Utelatt: 1").waitFor();
  await tab.getByRole("button", { name: "Vis kladder" }).click();
  await tab.getByRole("button", { name: "Vis uten kladder" }).waitFor();
  await tab.goto(`${origin}/utkast/`);
  await tab.getByText("Ikke ferdig.").waitFor();
  await tab.getByRole("button", { name: "Vis uten kladder" }).click();
  await tab.getByText("Her er ingen side.").waitFor();
  assert.deepEqual(complaints.filter((text) => !text.includes("404")), []);
  await rm(join(folder, "content/pages/utkast.md"));
  await tab.close();
});

test("no other site reads the preview", async () => {
  const { tab } = await open("/om/");
  await tab.goto("about:blank");
  const read = await tab.evaluate((url) => fetch(url).then(() => "read", () => "refused"), `${origin}/om/`);
  assert.equal(read, "refused");
  await tab.close();
});

test("a script the page's own policy forbids stays forbidden", async () => {
  const { tab, complaints } = await open("/om/");
  const ran = await tab.evaluate(
    () =>
      new Promise((done) => {
        const script = Object.assign(document.createElement("script"), { src: "/assets/annet.js" });
        script.onload = () => done("ran");
        script.onerror = () => done("stopped");
        document.body.append(script);
      }),
  );
  assert.equal(ran, "stopped");
  assert.ok(complaints.some((text) => /Content Security Policy/.test(text)), complaints.join("\n"));
  await tab.close();
});
