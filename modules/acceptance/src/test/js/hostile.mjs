// SPDX-License-Identifier: Apache-2.0

/** What a window must make of a room in which every word is meant to run in it: text, and nothing else. */
import assert from "node:assert/strict";

const TOKEN = /eyJ[\w-]{5,}\.[\w-]+\./;

/** Notes what leaves the page, for `keptToItself`. To be called before the page is opened. */
export function watch(page) {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("request", (request) => said.push(request.url(), request.headers().referer ?? ""));
  page.on("websocket", (socket) => said.push(socket.url()));
  return said;
}

/** The window shows the room as text. */
export async function showsOnlyText(window, hostile, patience) {
  const { page } = window;
  await window.get("room", { hasText: hostile.room }).click();
  await window.get("message").nth(hostile.texts.length - 1).waitFor(patience);
  assert.deepEqual(await window.get("message").allTextContents(), hostile.texts);
  assert.equal(await window.get("room-name").textContent(), hostile.room);
  assert.ok((await page.title()).includes(hostile.room));

  const line = page.locator(".line[data-start]").first();
  assert.equal(await line.locator(".name").textContent(), hostile.name);
  assert.equal(await line.locator(".role").textContent(), hostile.role);
  const member = page.locator(`[data-testid=member][data-user=${hostile.user}]`);
  assert.equal(await member.locator("bdi").textContent(), hostile.name);

  const foreign = "script:not([src]), iframe, object, embed, svg[onload], [onerror], [onload], [onmouseover], [srcdoc]";
  assert.equal(await page.locator(foreign).count(), 0, "no markup came of it");

  // One text is a link, and it tells the other side nothing about this page.
  const links = window.get("message").locator("a");
  assert.equal(await links.count(), 1, "nothing else leads anywhere");
  assert.equal(await links.getAttribute("rel"), "noopener noreferrer");
  assert.equal(await links.getAttribute("target"), "_blank");
  assert.ok((await links.evaluate((link) => link.href)).startsWith(hostile.link));
}

/** The token is in no place that others see. */
export async function keptToItself(window, said) {
  const { page } = window;
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }) + document.documentElement.outerHTML);
  const cookies = await page.context().cookies();
  assert.deepEqual(cookies, []);
  for (const text of [stored, page.url(), ...said]) {
    assert.ok(!TOKEN.test(text), `a token in ${text.slice(0, 200)}`);
  }
}
