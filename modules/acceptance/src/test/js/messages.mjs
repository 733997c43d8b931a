// SPDX-License-Identifier: Apache-2.0

/**
 * Two users, each in a browser of its own, with messages of all kinds: code, an image, an answer, an edit, a deletion,
 * reactions, a pin, a mention, a thread and the search; what changes is seen by both, also after a break. One of them
 * reviews what a stage of the hub holds. No state of the page has a finding of axe.
 *
 * node messages.mjs <browser> <hub> <tokens as JSON> <directory for screenshots>
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
const MORE = 130;
/** Fewer than wait for the stages at a time. */
const AT_ONCE = 40;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const faults = [];

async function open(address, options = WIDE) {
  const page = await (await browser.newContext(options)).newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => faults.push(dialog.message()));
  await page.goto(address);
  await online(page);
  return page;
}

const online = (page) => page.locator("[data-testid=status][data-state=online]").waitFor(PATIENCE);
const get = (page, id, hasText) => (hasText ? page.getByTestId(id).filter({ hasText }) : page.getByTestId(id));
const sees = (page, id, text) => get(page, id, text).first().waitFor(PATIENCE);
const gone = (page, id, text) => get(page, id, text).first().waitFor({ state: "detached", ...PATIENCE });
const log = (page) => page.locator("#lines");
const line = (page, text, where = log(page)) => where.locator(".line").filter({ has: page.getByTestId("message").filter({ hasText: text }) }).last();

async function say(page, text) {
  await get(page, "composer").fill(text);
  await get(page, "composer").press("Enter");
  await sees(page, "message", text);
}

/** Opens the menu of a message and chooses from it. */
async function choose(page, text, action, where) {
  await line(page, text, where).hover();
  await line(page, text, where).getByTestId("message-more").click();
  await get(page, action).click();
}

/** The page as it is now has no finding of axe, and fits. Its picture is kept. */
async function sound(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target)}`), [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} fits`);
  await page.screenshot({ path: `${shots}/messages-${name}.png` });
}

/** What a user asks over HTTP. */
async function ask(user, request, body) {
  const headers = { authorization: `Bearer ${tokens[user]}`, "content-type": "application/json" };
  const answer = await fetch(`${hub}/api/v1/${request}`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 200, `${request}: ${await answer.clone().text()}`);
  return answer.json();
}

/** Code keeps its lines; an image comes from its own host, and is a link where it does not load. */
async function kinds(ann, bob, room) {
  await get(ann, "code").click();
  await get(ann, "code-language").fill("rust");
  await get(ann, "composer").fill("fn main() {");
  await get(ann, "composer").press("End");
  await get(ann, "composer").press("Enter");
  await get(ann, "composer").pressSequentially('    println!("<b>@room</b>");\n}');
  await get(ann, "composer").press("Control+Enter");
  const source = bob.locator("code[data-language=rust]");
  await source.waitFor(PATIENCE);
  assert.equal(await source.innerText(), 'fn main() {\n    println!("<b>@room</b>");\n}');
  await sees(bob, "message", "rust");
  const data = { url: "https://images.invalid/cat.png", name: "cat.png", size: 20_480 };
  await ask("bob", "messages.send", { room, clientId: "image", kind: "image", text: "My cat", data });
  await sees(ann, "message", "My cat");
  await sees(ann, "message", "Image: cat.png, 20 KiB");
  const link = get(ann, "message", "My cat").locator("a");
  assert.equal(await link.getAttribute("referrerpolicy"), "no-referrer");
  assert.equal(await link.getAttribute("href"), data.url);
  const url = "https://files.invalid/1";
  await ask("bob", "messages.send", { room, clientId: "document", kind: "document", data: { url, name: "offer.pdf" } });
  await ask("bob", "messages.send", { room, clientId: "voice", kind: "voice", data: { url, seconds: 7 } });
  await ask("bob", "messages.send", { room, clientId: "location", kind: "location", data: { lat: 52.5, lon: 13.4, label: "The café" } });
  for (const words of ["Document: offer.pdf", "Voice message: files.invalid, 7 s", "Location: The café (52.5, 13.4)"]) {
    await sees(ann, "message", words);
  }
}

/** An answer quotes its parent, which both see change. */
async function answersAndEdits(ann, bob) {
  await say(ann, "Shall we meet at nine?");
  await choose(bob, "Shall we meet", "message-reply");
  await sees(bob, "composer-words", "Replying to Ann: Shall we meet at nine?");
  await sound(bob, "replying");
  await say(bob, "Rather at ten");
  await sees(ann, "quote", "Shall we meet at nine?");
  await choose(ann, "Shall we meet", "message-edit");
  assert.equal(await get(ann, "composer").inputValue(), "Shall we meet at nine?");
  await get(ann, "composer").fill("Shall we meet at ten?");
  await get(ann, "composer").press("Enter");
  for (const page of [ann, bob]) {
    await sees(page, "message", "Shall we meet at ten?");
    await line(page, "Shall we meet at ten?").getByTestId("edited").waitFor(PATIENCE);
    await sees(page, "quote", "Shall we meet at ten?");
    await gone(page, "message", "Shall we meet at nine?");
  }
  assert.equal(await get(ann, "composer").inputValue(), "");
  await line(bob, "Shall we meet").hover();
  await line(bob, "Shall we meet").getByTestId("message-more").click();
  assert.equal(await get(bob, "message-edit").count(), 0, "only its sender and moderators edit a message");
  await bob.keyboard.press("Escape");
}

const chip = (page, text, count) => line(page, text).locator(`[data-testid=reaction][data-emoji="👍"]`).filter({ hasText: `👍 ${count}` });

/** Each user has one reaction of each emoji, and takes it back. */
async function reactionsAndPins(ann, bob) {
  await line(bob, "Shall we meet").hover();
  await line(bob, "Shall we meet").getByTestId("message-more").click();
  await sound(bob, "menu");
  await get(bob, "quick-reaction", "👍").click();
  await chip(ann, "Shall we meet", 1).click();
  await chip(bob, "Shall we meet", 2).waitFor(PATIENCE);
  await chip(bob, "Shall we meet", 2).click();
  await chip(ann, "Shall we meet", 1).waitFor(PATIENCE);
  await choose(ann, "Shall we meet", "message-pin");
  await line(bob, "Shall we meet").getByTestId("pinned").waitFor(PATIENCE);
  await sees(bob, "notice", "Ann pinned a message");
}

/** A mention is chosen among the members, and shown in the list of rooms and in the text. */
async function mentions(ann, bob) {
  const tea = new URL(ann.url()).hash;
  await get(ann, "new-room").click();
  await get(ann, "new-room-name").fill("Jam");
  await get(ann, "create-room").click();
  await sees(ann, "room-name", "Jam");
  await get(bob, "composer").pressSequentially("@an");
  await sees(bob, "candidate", "@Ann");
  await sound(bob, "picker");
  await get(bob, "composer").press("Enter");
  await get(bob, "composer").pressSequentially("have a look");
  await get(bob, "composer").press("Enter");
  await sees(bob, "mention", "@Ann");
  await ann.locator(".badge").filter({ hasText: "@ 1" }).waitFor(PATIENCE);
  await sound(ann, "mention-badge");
  await ann.goto(`${hub}/${tea}`);
  await sees(ann, "room-name", "Tea");
  await line(ann, "have a look").getByTestId("mentions-me").waitFor(PATIENCE);
}

/** Replies of a thread stand there, and one is shown in the room too. */
async function threads(ann, bob) {
  const panel = (page) => get(page, "panel-log");
  await choose(bob, "Rather at ten", "message-thread");
  await sees(bob, "panel", "Rather at ten");
  await get(bob, "composer").fill("Only in the thread");
  await get(bob, "composer").press("Enter");
  await line(bob, "Only in the thread", panel(bob)).waitFor(PATIENCE);
  await sees(ann, "thread-link", "1 reply");
  await get(ann, "thread-link", "1 reply").click();
  await line(ann, "Only in the thread", panel(ann)).waitFor(PATIENCE);
  await get(ann, "also-in-room").check();
  await get(ann, "composer").fill("For all to see");
  await get(ann, "composer").press("Enter");
  await line(bob, "For all to see", panel(bob)).waitFor(PATIENCE);
  await sound(bob, "thread");
  await get(bob, "panel-close").click();
  await line(bob, "For all to see").getByTestId("thread-link").waitFor(PATIENCE);
  assert.equal(await line(bob, "Only in the thread").count(), 0, "a reply for the thread is not in the room");
  await get(ann, "panel-close").click();
}

/** What is deleted leaves its place, its quotes and the list of rooms: for who is there, and for who comes back. */
async function deletions(ann, bob, room) {
  await say(bob, "A secret");
  await sees(ann, "message", "A secret");
  await choose(ann, "A secret", "message-reply");
  await say(ann, "Better not");
  await sees(bob, "quote", "A secret");
  const address = bob.url();
  await bob.goto("about:blank");
  await ask("ann", "messages.send", { room, clientId: "while-away", text: "While you were away" });
  await bob.goto(address);
  await sees(bob, "message", "While you were away");
  await choose(bob, "A secret", "message-delete");
  await sound(bob, "delete");
  await get(bob, "message-yes").click();
  for (const page of [ann, bob]) {
    await sees(page, "message", "Message deleted");
    await sees(page, "quote", "Message deleted");
    await gone(page, "message", "A secret");
    assert.ok(!(await page.content()).includes("A secret"), "the text is nowhere on the page");
  }
  await say(ann, "Last words");
  await sees(bob, "last", "Last words");
  await choose(ann, "Last words", "message-delete");
  await get(ann, "message-yes").click();
  await sees(bob, "last", "Message deleted");
  await sound(ann, "deleted");
}

/** What a stage holds waits until ann, who may review it, approves or refuses it. */
async function reviews(ann, bob) {
  await get(bob, "composer").fill("A night at the casino");
  await get(bob, "composer").press("Enter");
  await line(bob, "A night at the casino").filter({ hasText: "A moderator looks at your message first." }).waitFor(PATIENCE);
  await sees(ann, "review-count", "1 message waits for a moderator.");
  assert.equal(await get(ann, "message", "casino").count(), 0, "nobody sees it before");
  assert.ok(await get(bob, "review-bar").isHidden(), "its sender reviews nothing");
  await get(ann, "open-review").click();
  await sees(ann, "held", "A night at the casino");
  await sound(ann, "review");
  await get(ann, "approve").click();
  await sees(ann, "review-words", "Nothing waits.");
  await get(ann, "review-close").click();
  await sees(ann, "message", "A night at the casino");
  await bob.locator("[data-testid=message][data-state=sent]").filter({ hasText: "A night at the casino" }).waitFor(PATIENCE);
  await choose(bob, "Rather at ten", "message-edit");
  await get(bob, "composer").fill("Rather at the casino");
  await get(bob, "composer").press("Enter");
  await sees(bob, "error", "A moderator looks at your message first.");
  await get(ann, "open-review").click();
  await sees(ann, "held", "Now: Rather at ten");
  await get(ann, "refuse").click();
  await sees(bob, "error", "A moderator has refused your edit.");
  await get(ann, "review-close").click();
  await get(bob, "composer-cancel").click();
  for (const page of [ann, bob]) {
    await sees(page, "message", "Rather at ten");
    await get(page, "review-bar").waitFor({ state: "hidden", ...PATIENCE });
  }
}

/** What lies far above is shown in its place: a pinned message among those around it. */
async function places(ann, room) {
  await ask("ann", "messages.send", { room, clientId: "needle", text: "The needle in the haystack" });
  const hay = (i) => ask("ann", "messages.send", { room, clientId: `hay-${i}`, text: `Hay ${i}` });
  for (let i = 0; i < MORE; i += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, MORE - i) }, (_, j) => hay(i + j)));
  }
  await hay("last");
  await ann.reload();
  await sees(ann, "message", "Hay last");
  await get(ann, "open-search").click();
  await get(ann, "show-pins").click();
  await get(ann, "hit", "Shall we meet at ten?").click();
  await sees(ann, "panel", "Earlier messages");
  await get(ann, "panel-log").locator(".bubble[data-found]").filter({ hasText: "Shall we meet" }).waitFor(PATIENCE);
  await sound(ann, "place");
  await get(ann, "panel-close").click();
}

/** Looks for words until a message is found: it is in the index a moment after it was sent. */
async function find(page, words, text) {
  await get(page, "search").fill(words);
  for (const end = Date.now() + PATIENCE.timeout; ; ) {
    await get(page, "search-go").click();
    const found = await get(page, "hit", text).waitFor({ timeout: 2_000 }).then(() => true, () => false);
    if (found) {
      return;
    }
    assert.ok(Date.now() < end, `${words} finds ${text}`);
  }
}

/** Messages are found by their words, in the room and in all rooms, and lead to their place. What is deleted is not. */
async function searches(ann) {
  const jam = await ask("ann", "rooms.create", { name: "Pantry" });
  await ask("ann", "messages.send", { room: jam.room, clientId: "pantry", text: "A needle in the pantry" });
  await get(ann, "open-search").click();
  await find(ann, "HAYSTACK needle", "The needle in the haystack");
  assert.deepEqual(await get(ann, "hit").locator("mark").allInnerTexts(), ["needle", "haystack"]);
  await sound(ann, "search");
  await get(ann, "search-all").check();
  await find(ann, "needle", "A needle in the pantry");
  await sees(ann, "hit", "Pantry");
  await sees(ann, "hit", "The needle in the haystack");
  await get(ann, "search-all").uncheck();
  await get(ann, "search").fill("secret");
  await get(ann, "search-go").click();
  await sees(ann, "panel-words", "Nothing found.");
  await find(ann, "needle", "The needle in the haystack");
  assert.equal(await get(ann, "hit").count(), 1, "of this room only");
  await get(ann, "hit").click();
  await get(ann, "panel-log").locator(".bubble[data-found]").filter({ hasText: "The needle in the haystack" }).waitFor(PATIENCE);
  await get(ann, "panel-close").click();
}

/** All of it on a small screen. */
async function onPhone(room) {
  const phone = await open(`${hub}/#room=${room}&token=${tokens.bob}`, NARROW);
  await sees(phone, "message", "Hay last");
  await line(phone, "Hay last").getByTestId("message-more").tap();
  await sound(phone, "narrow-menu");
  await get(phone, "message-reply").tap();
  await get(phone, "composer").fill("@");
  await sees(phone, "candidate", "@Ann");
  await sound(phone, "narrow-reply");
  await get(phone, "composer").fill("");
  await get(phone, "composer-cancel").tap();
  await get(phone, "open-search").tap();
  await sound(phone, "narrow-search");
  await get(phone, "show-pins").tap();
  await sees(phone, "hit", "Shall we meet at ten?");
  await sound(phone, "narrow-pins");
  await get(phone, "hit").first().tap();
  await get(phone, "panel-log").locator(".bubble[data-found]").waitFor(PATIENCE);
  await sound(phone, "narrow-place");
}

try {
  const ann = await open(`${hub}/#token=${tokens.ann}`);
  await get(ann, "new-room").click();
  await get(ann, "new-room-name").fill("Tea");
  await get(ann, "create-room").click();
  await sees(ann, "room-name", "Tea");
  const room = new URL(ann.url()).hash.slice("#room=".length);
  const bob = await open(`${hub}/#room=${room}&token=${tokens.bob}`);
  await sees(bob, "room-name", "Tea");
  await kinds(ann, bob, room);
  await answersAndEdits(ann, bob);
  await reactionsAndPins(ann, bob);
  await mentions(ann, bob);
  await threads(ann, bob);
  await deletions(ann, bob, room);
  await reviews(ann, bob);
  await places(ann, room);
  await searches(ann);
  await onPhone(room);
  assert.deepEqual(faults, []);
  console.log("ok");
} finally {
  await browser.close();
}
