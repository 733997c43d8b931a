// SPDX-License-Identifier: Apache-2.0

/**
 * The chat page of a hub beside a host app, which this script is: people come by a token in a link, by the app's login,
 * in a frame of the app, and in a second tab. No state of the page has a finding of axe.
 *
 * node hostapp.mjs <browser> <hub> <port of the app, which the hub names> <tokens as JSON> <directory for screenshots>
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { chromium } from "playwright-core";

const [executablePath, hub, port, tokensJson, shots] = process.argv.slice(2);
const tokens = JSON.parse(tokensJson);
const app = `http://127.0.0.1:${port}`;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = { timeout: 20_000 };
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

const FRAME = `<!doctype html><title>app</title><iframe id="chat" src="${hub}/" width="800" height="500"></iframe><script>
let given = 0;
addEventListener("message", (event) => {
  if (event.origin === "${hub}" && event.data?.type === "hubbub.token-needed") {
    const token = given++ === 0 ? "${tokens.short}" : "${tokens.fay}";
    event.source.postMessage({ type: "hubbub.token", token }, event.origin);
  }
});
</script>`;

function serve(request, response) {
  const next = new URL(request.url, app).searchParams.get("next");
  response.setHeader("content-type", "text/html");
  response.end(next === null ? FRAME : `<a id="in" href="${next}#token=${tokens.ann}">Log in</a>`);
}

/** A proxy that serves the hub under a path of its own. */
function proxy(path) {
  const target = new URL(hub);
  const inner = (url) => (url.startsWith(path) ? url.slice(path.length - 1) : "/not-under-the-path");
  const way = createServer((from, to) => {
    const options = { host: target.hostname, port: target.port, method: from.method, headers: from.headers };
    const passed = ask({ ...options, path: inner(from.url) }, (answer) => {
      to.writeHead(answer.statusCode, answer.headers);
      answer.pipe(to);
    });
    passed.on("error", () => to.destroy());
    from.pipe(passed);
  });
  way.on("upgrade", (from, socket) => {
    const hubSide = connect(Number(target.port), target.hostname, () => {
      const headers = from.rawHeaders.map((word, at) => word + (at % 2 === 0 ? ": " : "\r\n")).join("");
      hubSide.write(`GET ${inner(from.url)} HTTP/1.1\r\n${headers}\r\n`);
      hubSide.pipe(socket).pipe(hubSide);
    });
    hubSide.on("error", () => socket.destroy());
    socket.on("error", () => hubSide.destroy());
  });
  return way.listen(0, "127.0.0.1");
}

const server = createServer(serve).listen(Number(port), "127.0.0.1");
const stranger = createServer(serve).listen(0, "127.0.0.1");
const prefixed = proxy("/some/chat/");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const faults = [];

async function newTab(context) {
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => faults.push(dialog.message()));
  return page;
}

async function open(address, options = {}) {
  const page = await newTab(await browser.newContext({ viewport: { width: 1100, height: 720 }, ...options }));
  await page.goto(address);
  return page;
}

const online = (page) => page.locator('[data-testid=status][data-state=online]').waitFor(PATIENCE);
const gate = (page, reason) => page.locator(`[data-testid=gate][data-reason=${reason}]`).waitFor(PATIENCE);
const titled = (page, title) => page.getByTestId("room-name").filter({ hasText: title }).waitFor(PATIENCE);
const sees = (page, text) => page.getByTestId("message").filter({ hasText: text }).waitFor(PATIENCE);

/** The page as it is now has no finding of axe. Its picture is kept. */
async function sound(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target)}`), [], name);
  await page.screenshot({ path: `${shots}/${name}.png` });
}

async function say(page, text) {
  await page.getByTestId("composer").evaluate((input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
  await page.getByTestId("composer").press("Enter");
}

async function create(page, name) {
  await page.getByTestId("new-room").click();
  await page.getByTestId("new-room-name").fill(name);
  await page.getByTestId("create-room").click();
  await titled(page, name);
}

/** People without a token go to the login of the app and come back; the room that they wanted is not there. */
async function byLogin() {
  const ann = await open(`${hub}/#room=nosuchroom`);
  await ann.locator("#in").click();
  await online(ann);
  assert.ok(!ann.url().includes("token"), "the token leaves the address bar");
  await titled(ann, "Room not found");
  assert.equal(await ann.getByTestId("banner-action").count(), 0, "nothing to join");
  await sound(ann, "room-not-found");
  const lost = await open(`${hub}/`);
  await lost.waitForURL(/next=/, PATIENCE);
  await lost.goto(`${hub}/`);
  await gate(lost, "login");
  await sound(lost, "not-logged-in");
  await lost.goto(`${hub}/#token=a.b.c`);
  await gate(lost, "ended");
  return ann;
}

/** The address of a room works in a new tab of the same browser; a link that changes who one is asks first. */
async function inOtherTabs(ann) {
  const context = ann.context();
  const second = await newTab(context);
  await second.goto(ann.url());
  await online(second);
  await titled(second, "Tea");
  assert.equal(await second.evaluate(() => localStorage.length + document.cookie.length), 0, "kept in no open place");
  await second.goto(`${hub}/#token=${tokens.bob}`);
  await gate(second, "change");
  await sound(second, "another-person");
  await second.getByTestId("gate-action").filter({ hasText: "Stay Ann" }).click();
  await online(second);
  await second.evaluate((token) => {
    location.hash = `token=${token}`;
  }, tokens.bob);
  await gate(second, "change");
  await second.getByTestId("gate-action").filter({ hasText: "Become Bob" }).click();
  await online(second);
  const third = await newTab(context);
  await third.goto(ann.url());
  await gate(third, "choose");
  await sound(third, "who");
  await third.getByTestId("gate-action").filter({ hasText: "Ann" }).click();
  await online(third);
  await second.close();
  await third.close();
}

/** In a frame of the app, and in no other; a token that ends soon is followed by the next one. */
async function inFrames() {
  const page = await open(app);
  const chat = page.frameLocator("#chat");
  await chat.locator('[data-testid=status][data-state=online]').waitFor(PATIENCE);
  await page.waitForFunction(() => given > 1, undefined, PATIENCE);
  const elsewhere = await open(`http://127.0.0.1:${stranger.address().port}`);
  const refused = elsewhere.frames()[1];
  await refused.waitForLoadState();
  assert.ok(!refused.url().startsWith(hub), "no frame of a page that is not named");
}

/** Under a path of a proxy, where all addresses of the page are relative. */
async function underAPath(room) {
  const page = await open(`http://127.0.0.1:${prefixed.address().port}/some/chat/${room}&token=${tokens.bob}`);
  await online(page);
  await titled(page, "Tea");
  await page.reload();
  await online(page);
  assert.ok(page.url().endsWith(`/some/chat/${room}`), page.url());
}

/** Three people with one name, texts that are too high, and texts without a trace. */
async function amongOthers(ann) {
  const room = new URL(ann.url()).hash;
  for (const user of ["alice1", "alice2", "alice3"]) {
    const page = await open(`${hub}/${room}&token=${tokens[user]}`);
    await online(page);
    await titled(page, "Tea");
    await say(page, `I am ${user}`);
    await sees(ann, `I am ${user}`);
    await page.context().close();
  }
  const marks = await ann.locator("[data-testid=member] .mark").allTextContents();
  assert.equal(new Set(marks).size, 3, `each has a mark of its own: ${marks}`);
  await say(ann, `${"line\n".repeat(5_000)}end`);
  await ann.getByTestId("unfold").waitFor(PATIENCE);
  assert.ok((await ann.locator("#lines").evaluate((lines) => lines.offsetHeight)) < 3_000, "it is folded");
  await say(ann, "\u200b\u3164");
  assert.equal(await ann.getByTestId("message").filter({ hasText: "No visible text" }).count(), 0);
  await sound(ann, "room");
  const phone = await open(`${hub}/${room}&token=${tokens.bob}`, PHONE);
  await titled(phone, "Tea");
  await sound(phone, "room-phone");
  await phone.getByTestId("menu").click();
  await create(phone, "Made on a phone");
  assert.equal(await phone.locator("#side[data-open]").count(), 0, "the drawer closes");
}

try {
  const ann = await byLogin();
  await create(ann, "Tea");
  await inOtherTabs(ann);
  await inFrames();
  await underAPath(new URL(ann.url()).hash);
  await amongOthers(ann);
  assert.deepEqual(faults, []);
  console.log("ok");
} finally {
  await browser.close();
  server.close();
  stranger.close();
  prefixed.close();
}
