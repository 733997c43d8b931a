// SPDX-License-Identifier: Apache-2.0

/**
 * The first conversation, as two people have it: two windows of a real browser, opened by the links that the hub
 * printed. Restarts of the hub are asked for on standard output and confirmed on standard input, so that whoever runs
 * this script owns the hub.
 *
 * node browser.mjs <browser> <alice's link> <bob's link> <directory for screenshots> <what a hostile room shows>
 */
import assert from "node:assert/strict";
import { createInterface } from "node:readline/promises";
import { chromium } from "playwright-core";
import { keptToItself, showsOnlyText, watch } from "./hostile.mjs";

const [executablePath, aliceLink, bobLink, shots, hostileRoom] = process.argv.slice(2);
const PATIENCE = { timeout: 20_000 };
const lines = createInterface({ input: process.stdin });
const answers = lines[Symbol.asyncIterator]();

/** Asks whoever runs this script to do something, and waits until it is done. */
async function ask(what) {
  console.log(`please ${what}`);
  await answers.next();
}

/** A window of its own, with everything noted that a page must not do. */
class Window {
  static async open(browser, name, link, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 720 }, ...options });
    const window = new Window();
    window.name = name;
    window.page = await context.newPage();
    window.faults = [];
    window.said = watch(window.page);
    window.page.on("pageerror", (error) => window.faults.push(`${name}: ${error.message}`));
    window.page.on("dialog", (dialog) => window.faults.push(`${name}: dialog ${dialog.message()}`));
    window.page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) {
        window.faults.push(`${name}: ${message.text()}`);
      }
    });
    await window.page.goto(link);
    await window.connected();
    return window;
  }

  get(id, filter) {
    const found = this.page.getByTestId(id);
    return filter ? found.filter(filter) : found;
  }

  async connected() {
    await this.page.locator('[data-testid=status][data-state=online]').waitFor(PATIENCE);
  }

  async say(text) {
    await this.get("composer").fill(text);
    await this.get("composer").press("Enter");
  }

  async sees(text) {
    await this.get("message", { hasText: text }).first().waitFor(PATIENCE);
  }

  async shot(name) {
    await this.page.screenshot({ path: `${shots}/${name}.png` });
  }
}

const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  const alice = await Window.open(browser, "alice", aliceLink);
  await alice.say("Is anybody here?");
  await alice.get("message", { hasText: "Is anybody here?" }).nth(1).waitFor(PATIENCE); // the echo bot
  const bob = await Window.open(browser, "bob", bobLink, { colorScheme: "dark" });
  assert.ok(!alice.page.url().includes("ticket"), "the ticket leaves the address bar");

  // A line tells that bob came, and his dot is on.
  await alice.get("notice", { hasText: /bob.*joined/i }).first().waitFor(PATIENCE);
  await alice.page.locator('[data-testid=member][data-user=bob][data-online=true]').waitFor(PATIENCE);

  // Typing comes and goes.
  await bob.get("composer").pressSequentially("Hel", { delay: 50 });
  await alice.get("typing", { hasText: /bob is typing/i }).waitFor(PATIENCE);
  await alice.shot("typing");
  await bob.get("composer").fill("");
  await alice.get("typing", { hasText: /bob is typing/i }).waitFor({ state: "hidden", ...PATIENCE });

  // A message shows on both sides, with sender and time, and only as text.
  const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script> & "quotes"';
  await bob.say("Hello Alice");
  await alice.sees("Hello Alice");
  await alice.say(hostile);
  await bob.sees(hostile);
  const heard = alice.get("message", { hasText: "Hello Alice" }).first();
  assert.equal(await heard.getAttribute("data-sender"), "bob");
  assert.equal(await alice.page.locator("time").count() > 0, true, "times are shown");
  assert.equal(await bob.page.locator("img[src=x], script:not([src])").count(), 0, "no markup came of it");

  // The link was for once; the token is in no place that others see.
  const late = await (await browser.newContext()).newPage();
  await late.goto(aliceLink);
  await late.getByTestId("gate").waitFor(PATIENCE);
  await keptToItself(alice, alice.said);

  // History is there after a reload, and after the hub was killed and started again.
  await alice.page.reload();
  await alice.connected();
  await alice.sees("Hello Alice");
  await ask("restart the hub");
  await bob.connected();
  await bob.say("Still here");
  await alice.sees("Still here");
  await alice.sees("Hello Alice");
  await alice.page.reload();
  await alice.sees("Hello Alice");
  await alice.sees("Still here");
  await alice.shot("alice");
  await bob.shot("bob");

  // A room to which another user adds her is in her list at once, and goes when she is removed.
  await ask("add alice to a room");
  await alice.get("room", { hasText: "Surprise" }).waitFor(PATIENCE);
  await ask("remove alice from the room");
  await alice.get("room", { hasText: "Surprise" }).waitFor({ state: "detached", ...PATIENCE });

  // Leaving shows a line and turns the dot off.
  await bob.page.context().close();
  await alice.page.locator('[data-testid=member][data-user=bob][data-online=false]').waitFor(PATIENCE);

  // A room in which every word is meant to run in the page.
  await showsOnlyText(alice, JSON.parse(hostileRoom), PATIENCE);
  await alice.shot("hostile");
  await keptToItself(alice, alice.said);
  assert.deepEqual([...alice.faults, ...bob.faults], []);
  console.log("ok");
} finally {
  await browser.close();
  lines.close();
}
