// A back-end beside Hubbub, with nothing but Node 20.
// HUB_URL, CHAT_SECRET (auth.hs256) and SHOP_KEY (a key of auth.serverKeys) come from the environment.
import { createHmac, randomUUID } from "node:crypto";

const { HUB_URL, CHAT_SECRET, SHOP_KEY } = process.env;

/** A token for the page of a user; your login stands before it. */
function token(user, name) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { sub: user, name, exp: Math.floor(Date.now() / 1000) + 3600 };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", CHAT_SECRET).update(signed).digest("base64url")}`;
}

/** A request to the hub. What may be repeated without harm is repeated when the hub says so. */
async function ask(request, body, { credential = SHOP_KEY, idempotencyKey } = {}) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${HUB_URL}/api/v1/${request}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${credential}`,
        "Content-Type": "application/json",
        ...(idempotencyKey && { "Idempotency-Key": idempotencyKey }),
      },
      body: JSON.stringify(body),
    });
    const reply = await response.json();
    if (response.ok) {
      return reply;
    }
    const again = (response.status === 429 || response.status === 503) && idempotencyKey;
    if (!again || attempt === 5) {
      throw new Error(`${request}: ${reply.message}`);
    }
    await new Promise((done) => setTimeout(done, (reply.retryAfter ?? 1) * 1000));
  }
}

const { room, seq } = await ask("rooms.create", { name: "Order 17", visibility: "private", owner: "alice" });
await ask("rooms.add", { room, user: "bob" });

// Follows the room, of which it is no member, from before the first message.
const waiting = ask("messages.history", { room, after: seq + 1, wait: 25 });
const order = { room, text: "Order 17 is on its way" };
const sent = await ask("messages.send", order, { idempotencyKey: `order-17-${randomUUID()}` });
const alice = token("alice", "Alice");
await ask("messages.send", { room, text: "Thank you!" }, { credential: alice, idempotencyKey: "thanks" });

for (let last = seq + 1, page = await waiting; last < sent.seq + 1; ) {
  for (const message of page.messages) {
    console.log(`${message.seq} ${message.sender}: ${message.text}`);
    last = message.seq;
  }
  page = last < sent.seq + 1 ? await ask("messages.history", { room, after: last, wait: 25 }) : page;
}
console.log(`room ${room}`);
