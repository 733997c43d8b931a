// SPDX-License-Identifier: Apache-2.0

/**
 * Two users, each in a browser of its own: a direct room, a block, what is unread and on another device, an invitation by the
 * host app, a menu of a member, and a session by a link that ends for both. No state of the page has a finding of axe.
 *
 * node conversations.mjs <browser> <hub> <tokens as JSON> <directory for screenshots>
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [executablePath, hub, tokensJson, shots] = process.argv.slice(2);
const tokens = JSON.parse(tokensJson);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = { timeout: 20_000 };
const WIDE = { viewport: { width: 1100, height: 720 } };
const NARROW = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, colorScheme: "dark" };
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const faults = [];

async function newTab(context) {
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => faults.push(dialog.message()));
  return page;
}

async function open(address, options = WIDE) {
  const page = await newTab(await browser.newContext(options));
  await page.goto(address);
  await online(page);
  return page;
}

const online = (page) => page.locator('[data-testid=status][data-state=online]').waitFor(PATIENCE);
const get = (page, id, hasText) => (hasText ? page.getByTestId(id).filter({ hasText }) : page.getByTestId(id));
const sees = (page, id, text) => get(page, id, text).first().waitFor(PATIENCE);
const gone = (page, id, text) => get(page, id, text).waitFor({ state: "hidden", ...PATIENCE });
const titled = (page, title) => sees(page, "room-name", title);
const row = (page, title) => get(page, "room").filter({ has: page.locator(".room-title", { hasText: title }) });
const badge = (page, title, count) => row(page, title).locator(`.badge[data-count="${count}"]`).waitFor(PATIENCE);
const noBadge = (page, title) => row(page, title).locator(".badge").waitFor({ state: "detached", ...PATIENCE });
const tabTitle = (page, title) => page.waitForFunction((wanted) => document.title === wanted, title, PATIENCE);

async function say(page, text) {
  await get(page, "composer").fill(text);
  await get(page, "composer").press("Enter");
  await sees(page, "message", text);
}

/** The page as it is now has no finding of axe. Its picture is kept. */
async function sound(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target)}`), [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} fits`);
  await page.screenshot({ path: `${shots}/${name}.png` });
}

/** What the host app's server asks. */
async function ask(request, body) {
  const headers = { authorization: `Bearer ${tokens.server}`, "content-type": "application/json" };
  const answer = await fetch(`${hub}/api/v1/${request}`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 200, `${request}: ${await answer.clone().text()}`);
  return answer.json();
}

async function create(page, name, { isSession }) {
  await get(page, "new-room").click();
  await get(page, "new-room-name").fill(name);
  if (isSession) {
    await get(page, "new-room-session").check();
  }
  await get(page, "create-room").click();
  await titled(page, name);
}

/** Opens the menu of a person and chooses from it. */
async function choose(page, user, power) {
  await page.locator(`[data-testid=member][data-user=${user}] [data-testid=person]`).click();
  await get(page, `person-${power}`).click();
}

/** A direct room has the name of the other user; what is unread is counted until it is seen, on any device. */
async function directly(ann, bob) {
  await ann.locator("[data-testid=member][data-user=u-bob] [data-testid=person]").click();
  await sound(ann, "person-menu");
  await get(ann, "person-message").click();
  await titled(ann, "Bob");
  await say(ann, "Just you and me");
  await badge(bob, "Ann", 1);
  await tabTitle(bob, "(1) Tea · Hubbub");
  await sees(bob, "last", "Just you and me");
  await sound(bob, "unread");
  const device = await newTab(bob.context());
  await device.goto(`${hub}/#room=${new URL(bob.url()).hash.slice("#room=".length)}`);
  await online(device);
  await badge(device, "Ann", 1);
  await bob.bringToFront();
  await row(bob, "Ann").click();
  await sees(bob, "message", "Just you and me");
  await noBadge(bob, "Ann");
  await noBadge(device, "Ann");
  await tabTitle(bob, "Ann · Hubbub");
  await device.close();
  assert.equal(await get(bob, "leave").isVisible(), false, "nobody leaves a direct room");
  await say(bob, "Indeed");
  await sees(ann, "message", "Indeed");
}

/** A blocked user is told nothing. Its direct messages are refused until the block ends, and then they can be sent again. */
async function blocked(ann, bob) {
  await choose(ann, "u-bob", "block");
  await get(ann, "person-yes").click();
  await sees(ann, "banner", "You have blocked Bob.");
  await sound(ann, "blocked");
  await say(bob, "Are you there?");
  await get(bob, "retry").waitFor(PATIENCE);
  await get(ann, "banner-action").click();
  await get(ann, "composer").waitFor(PATIENCE);
  await sendAgain(bob);
  await sees(ann, "message", "Are you there?");
  await row(bob, "Tea").click();
  await titled(bob, "Tea");
}

/** Until nothing is refused or under way. The button may go while it is looked at: the click before it has worked. */
async function sendAgain(page) {
  const retry = get(page, "retry");
  let isWaiting = true;
  while (isWaiting) {
    if (await retry.isVisible()) {
      await retry.click({ timeout: 1_000 }).catch(unlessGone);
    }
    isWaiting = (await retry.isVisible()) || (await page.locator("[data-state=pending]").count()) > 0;
  }
}

function unlessGone(error) {
  if (error.name !== "TimeoutError") {
    throw error;
  }
}

/** Whom the host app lets in is invited, and joins or declines. */
async function invited(bob) {
  const { room } = await ask("rooms.create", { name: "Support", owner: "u-ann", visibility: "private" });
  await ask("rooms.allow", { room, user: "u-bob" });
  await sees(bob, "invited", "Support");
  await sound(bob, "invited");
  await get(bob, "decline").click();
  await gone(bob, "invited", "Support");
  await ask("rooms.allow", { room, user: "u-bob" });
  await get(bob, "join").click();
  await titled(bob, "Support");
  await row(bob, "Support").waitFor(PATIENCE);
}

/** A session by a link: a guest comes, is silent for a while, and both see how it ends. */
async function inSession(ann, bob) {
  await create(ann, "Interview", { isSession: true });
  await get(ann, "invite").click();
  await get(ann, "invite-link").waitFor(PATIENCE);
  const link = await get(ann, "invite-link").inputValue();
  assert.match(link, /#invite=[\w-]{22}$/);
  await sound(ann, "invite-link");
  await bob.goto(link);
  await titled(bob, "Interview");
  assert.ok(!bob.url().includes("invite"), "an accepted invite leaves the address bar");
  await say(bob, "Here I am");
  await sees(ann, "message", "Here I am");

  await choose(ann, "u-bob", "mute");
  await sees(bob, "banner", "muted until");
  await sound(bob, "muted");
  await choose(ann, "u-bob", "unmute");
  await get(bob, "composer").waitFor(PATIENCE);

  await get(ann, "end").click();
  await get(ann, "end-yes").click();
  for (const page of [ann, bob]) {
    await sees(page, "banner", "This session has ended for all.");
    await get(page, "composer").waitFor({ state: "hidden", ...PATIENCE });
    await row(page, "Interview").waitFor({ state: "detached", ...PATIENCE });
  }
  await sound(bob, "session-ended");
  await bob.goto(link);
  await sees(bob, "error", "does not let you in");
}

/** How ann keeps a room: above the others, without a count in the title, below them; on all her devices. */
async function kept(ann, bob) {
  await row(ann, "Tea").click();
  await titled(ann, "Tea");
  const device = await newTab(ann.context());
  await device.goto(`${hub}/#room=${new URL(ann.url()).hash.slice("#room=".length)}`);
  await online(device);
  for (const [flag, word] of [["pinned", "pinned"], ["muted", "muted"]]) {
    await get(ann, `keep-${flag}`).click();
    await ann.locator(`[data-testid=keep-${flag}][aria-pressed=true]`).waitFor(PATIENCE);
    await row(device, "Tea").filter({ hasText: word }).waitFor(PATIENCE);
  }
  assert.match(await get(ann, "room").first().innerText(), /^Tea/, "what is pinned comes first");
  await sound(ann, "kept");
  await row(ann, "Bob").click();
  await titled(ann, "Bob");
  await device.close();
  await row(bob, "Tea").click();
  await say(bob, "Who is in?");
  await badge(ann, "Tea", 1);
  await row(ann, "Tea").getByTestId("last").filter({ hasText: "Bob: Who is in?" }).waitFor(PATIENCE);
  await tabTitle(ann, "Bob · Hubbub");
  await row(ann, "Tea").click();
  for (const flag of ["pinned", "muted", "archived"]) {
    await get(ann, `keep-${flag}`).click();
  }
  await row(ann, "Tea").filter({ hasText: "archived" }).waitFor(PATIENCE);
  assert.match(await get(ann, "room").last().innerText(), /^Tea/, "what is archived comes last");
  await get(ann, "keep-archived").click();
  await ann.locator("[data-testid=keep-archived][aria-pressed=false]").waitFor(PATIENCE);
}

/** A channel of the host app: who leaves it is told that it has left. */
async function inChannel(bob) {
  const { room } = await ask("rooms.create", { name: "News", owner: "u-ann", kind: "channel", visibility: "public" });
  await bob.goto(`${hub}/#room=${room}`);
  await titled(bob, "News");
  await sees(bob, "banner", "owners and moderators write");
  await get(bob, "leave").click();
  await get(bob, "leave-yes").click();
  await sees(bob, "banner", "You left this room.");
  await row(bob, "News").waitFor({ state: "detached", ...PATIENCE });
}

/** Who is away is shown so, by more than a colour. */
async function away(ann, bob) {
  await row(ann, "Tea").click();
  await row(bob, "Tea").click();
  await get(ann, "status-choice").selectOption("away");
  await bob.locator("[data-testid=member][data-user=u-ann][data-status=away]").waitFor(PATIENCE);
  await sound(bob, "away");
  await get(ann, "status-choice").selectOption("online");
  await bob.locator("[data-testid=member][data-user=u-ann][data-status=online]").waitFor(PATIENCE);
}

/** All of it on a small screen. */
async function onPhone(room) {
  const phone = await open(`${hub}/${room}&token=${tokens.ann}`, NARROW);
  await titled(phone, "Tea");
  await sound(phone, "narrow-room");
  await get(phone, "menu").click();
  await phone.locator("[data-testid=member][data-user=u-bob] [data-testid=person]").click();
  await get(phone, "invite").click();
  await get(phone, "invite-link").waitFor(PATIENCE);
  await sound(phone, "narrow-lists");
  await get(phone, "person-ban").click();
  await get(phone, "person-no").click();
  await row(phone, "Bob").click();
  await titled(phone, "Bob");
  assert.equal(await phone.locator("#side[data-open]").count(), 0, "the drawer closes");
}

try {
  const ann = await open(`${hub}/#token=${tokens.ann}`);
  await create(ann, "Tea", { isSession: false });
  const room = new URL(ann.url()).hash;
  const bob = await open(`${hub}/${room}&token=${tokens.bob}`);
  await titled(bob, "Tea");
  await directly(ann, bob);
  await blocked(ann, bob);
  await invited(bob);
  await inSession(ann, bob);
  await kept(ann, bob);
  await inChannel(bob);
  await away(ann, bob);
  await onPhone(room);
  assert.deepEqual(faults, []);
  console.log("ok");
} finally {
  await browser.close();
}
