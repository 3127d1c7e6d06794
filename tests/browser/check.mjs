#!/usr/bin/env node
// Checks a built site as its readers meet it: every page in a browser, every file by the Nu Html Checker.
//
//     node check.mjs FOLDER [--only PATH] [--sample N] [--tabs N] [--no-html]
//
// Each page is opened once, under its own Content-Security-Policy. Then, in the same visit:
//
//   load      no error in the console, no breach of the policy, no failed request, none to another host
//   redirect  (pages that send the reader on) the same, the target exists, and the browser goes there
//   light     axe finds nothing at 1280 px
//   narrow    nothing scrolls sideways at 320 px
//   dark, phone, keyboard   two pages of each kind: axe in dark colours, axe at 320 px, skip link and focus rings
//   print     one page of a report: sheets come out, none is empty
//   html      the Nu Html Checker finds no error (HTML, CSS, SVG); its warnings are counted
//
// The browser is Debian's Chromium, or the one that `CHROMIUM` names. The last line is `N passed, M failed`; the exit code
// is 1 when M is not 0.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { lookUp, pagesOf, readSite, serve } from "./site.mjs";
import * as tabs from "./tab.mjs";
import { validate } from "./validate.mjs";

const USAGE = "usage: node check.mjs FOLDER [--only PATH] [--sample N] [--tabs N] [--no-html]";
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--no-sandbox", // the only pages opened are our own, and a container often has no sandbox to give
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const KINDS = ["load", "redirect", "light", "narrow", "dark", "phone", "keyboard", "print", "html"];
/** A run that hangs ends itself. */
const LONGEST_MINUTES = 20;
/** How often it says how far it has come. */
const EVERY_SECONDS = 30;
/** How many pages of a kind are looked at closely. */
const A_KIND = 2;
/** How many faults are told in full. */
const SHOWN = 40;

const results = Object.fromEntries(KINDS.map((kind) => [kind, { passed: 0, failed: 0, ms: 0 }]));
/** Faults that are told in the same words on many pages are one: "kind rule where what" → pages. */
const faults = new Map();

function record(kind, page, list, ms) {
  results[kind][list.length ? "failed" : "passed"] += 1;
  results[kind].ms += ms;
  for (const { rule, where, what } of list) {
    const key = [kind, rule, where, what].map((text) => text.replace(/\s+/g, " ")).join("\n");
    faults.set(key, (faults.get(key) ?? new Set()).add(page));
  }
}

async function main() {
  const { folder, only, sample, count, html } = readArguments();
  const files = await readSite(folder);
  const all = pagesOf(files);
  const pages = choose(all, only, sample);
  if (pages.length === 0) fail(`no HTML page to check in ${folder}`);

  const validation = html ? timed(() => validate(folder, toValidate(files, pages, all))) : undefined;
  validation?.catch(() => {}); // told when it is awaited
  await inBrowser(files, pages, count);
  const warnings = await takeValidation(validation);
  tell(pages.length, warnings);
}

function readArguments() {
  const text = { type: "string" };
  const options = { only: text, sample: text, tabs: text, "no-html": { type: "boolean" } };
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options });
  } catch (error) {
    fail(`${error.message}\n${USAGE}`, 3);
  }
  const { positionals, values } = parsed;
  const number = (text) => (text === undefined || /^[1-9]\d*$/.test(text) ? Number(text) : fail(USAGE, 3));
  if (positionals.length !== 1) fail(USAGE, 3);
  if (!existsSync(positionals[0])) fail(`there is no folder ${positionals[0]}`, 3);
  const folder = resolve(positionals[0]);
  return { folder, only: values.only, sample: number(values.sample), count: number(values.tabs) || 3, html: !values["no-html"] };
}

/** `--only` takes the pages at and below an address, `--sample` every so manieth of them, the whole site over. */
function choose(pages, only, sample) {
  const below = only === undefined ? pages : pages.filter(({ path, file }) => path.startsWith(only) || file === only);
  if (!sample || sample >= below.length) return below;
  return Array.from({ length: sample }, (_, n) => below[Math.floor((n * below.length) / sample)]);
}

/** Takes from each kind of page the longest and one of middling length. */
function closely(pages) {
  const kinds = new Map();
  for (const page of pages.filter((page) => !page.target)) kinds.set(page.kind, [...(kinds.get(page.kind) ?? []), page]);
  return [...kinds.values()].flatMap((list) => {
    list.sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
    return [...new Set([list[0], list[Math.floor(list.length / 2)]])].slice(0, A_KIND);
  });
}

/** The longest page of a report; on a site without reports, the longest page. */
function forPaper(pages) {
  const ofReport = ({ path }) => path.startsWith("/rapporter/") && path.split("/").length > 3;
  const shown = pages.filter((page) => !page.target);
  return shown.sort((a, b) => ofReport(b) - ofReport(a) || b.size - a.size)[0];
}

/** The pages; and style sheets and pictures too, when the whole site is checked. */
function toValidate(files, pages, all) {
  const others = pages.length === all.length ? [...files.keys()].filter((file) => /\.(css|svg)$/.test(file)) : [];
  return pages.map(({ file }) => file).concat(others);
}

async function inBrowser(files, pages, count) {
  const server = await serve(files);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await launch(origin);
  try {
    const look = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", colorScheme: "light" };
    const context = await browser.newContext({ ...look, locale: "nb-NO", serviceWorkers: "block" });
    context.setDefaultTimeout(30_000);
    const queue = inOrder(pages);
    setInterval(() => console.error(`${queue.length} of ${pages.length} pages to go`), EVERY_SECONDS * 1000).unref();
    await Promise.all(Array.from({ length: count }, () => work(context, origin, files, queue)));
  } finally {
    await browser.close();
    server.close();
  }
}

/** What is to be done with each page; the long work first, so that the tabs end together. */
function inOrder(pages) {
  const close = new Set(closely(pages));
  const onPaper = forPaper(pages);
  const queue = pages.map((page) => ({ page, closely: close.has(page), print: page === onPaper }));
  return queue.sort((a, b) => b.closely - a.closely || b.page.size - a.page.size);
}

async function launch(origin) {
  const executablePath = process.env.CHROMIUM ?? CHROMIUM.find((path) => existsSync(path));
  if (!executablePath) fail("there is no chromium (Debian: apt-get install chromium)", 4);
  // Whatever is not this site is asked of our own server as a proxy, which refuses.
  const proxy = { server: origin, bypass: "127.0.0.1" };
  return chromium.launch({ executablePath, headless: true, args: FLAGS, proxy });
}

async function work(context, origin, files, queue) {
  let tab = await tabs.newTab(context, origin);
  for (let job = queue.shift(); job; job = queue.shift()) {
    try {
      await checkPage(tab, job, files);
    } catch (error) {
      record("load", job.page.path, [{ rule: "gave-up", where: "", what: error.message.split("\n")[0] }], 0);
      await tab.page.close().catch(() => {});
      tab = await tabs.newTab(context, origin);
    }
  }
}

async function checkPage(tab, { page, closely, print }, files) {
  const check = async (kind, question) => {
    const start = performance.now();
    const list = await question(tab);
    // What the page itself complained of meanwhile (a style sheet for dark colours, say) counts too.
    record(kind, page.path, list.concat(tab.faults.splice(0)), performance.now() - start);
  };
  if (page.target) {
    const target = new URL(page.target, "http://site" + page.path).pathname;
    const dead = lookUp(files, target) ? [] : [{ rule: "redirect", where: "", what: `${page.target} does not exist` }];
    return check("redirect", async () => dead.concat(await tabs.open(tab, page)));
  }
  await check("load", () => tabs.open(tab, page));
  if (closely) await check("keyboard", tabs.keyboard);
  await check("light", tabs.axe);
  if (closely) await check("dark", tabs.axeInTheDark);
  if (closely) await check("phone", tabs.axeNarrow);
  await check("narrow", tabs.sideways);
  if (print) await check("print", tabs.paper);
}

async function timed(task) {
  const start = performance.now();
  const value = await task();
  return { value, ms: performance.now() - start };
}

async function takeValidation(validation) {
  if (!validation) return new Map();
  const { value, ms } = await validation;
  results.html.ms = ms;
  results.html.passed = value.checked - value.faults.size;
  for (const [file, list] of value.faults) record("html", file, list, 0);
  return value.warnings;
}

function tell(pages, warnings) {
  const rows = [...faults].sort(([, a], [, b]) => b.size - a.size);
  for (const [key, where] of rows.slice(0, SHOWN)) {
    const [kind, rule, element, what] = key.split("\n");
    const [first, ...others] = where;
    console.log(`FAILED ${kind}: ${first}${others.length ? ` and ${others.length} more, such as ${others.at(-1)}` : ""}`);
    console.log(`       ${rule}: ${what}`);
    if (element) console.log(`       at ${element}`);
  }
  if (rows.length > SHOWN) console.log(`… and ${rows.length - SHOWN} more faults of other kinds`);
  for (const [text, number] of warnings) console.log(`warning, ${number} times: ${text}`);

  console.log(`${pages} pages\n${"check".padEnd(10)}${"passed".padStart(8)}${"failed".padStart(8)}${"seconds".padStart(9)}`);
  const shown = KINDS.filter((kind) => results[kind].passed + results[kind].failed > 0);
  for (const kind of shown) {
    const { passed, failed, ms } = results[kind];
    console.log(kind.padEnd(10) + String(passed).padStart(8) + String(failed).padStart(8) + (ms / 1000).toFixed(1).padStart(9));
  }
  const sum = (column) => shown.reduce((total, kind) => total + results[kind][column], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  process.exitCode = sum("failed") ? 1 : 0;
}

function fail(message, code = 1) {
  console.error(`error: ${message}`);
  process.exit(code);
}

setTimeout(() => fail(`not done after ${LONGEST_MINUTES} minutes`), LONGEST_MINUTES * 60_000).unref();
main().catch((error) => fail(error.stack, 4));
