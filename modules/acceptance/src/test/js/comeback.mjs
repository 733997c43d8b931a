// SPDX-License-Identifier: Apache-2.0

/**
 * One user says something again and again, reads everything that is said, and comes back whenever the connection ends.
 * Exits with 1 unless every entry since the first position was seen once, in order, and every text was stored.
 *
 * node comeback.mjs <client> <http://host:port> <token> <room> <number of texts>
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, Failure } from "./clients.mjs";

const PATIENCE_MS = 90_000;
const ANSWER_MS = 8_000;
const AGAIN = [429, 503];
const [name, url, token, room, count] = process.argv.slice(2);

const seen = [];
let first = null;
let connections = 0;

async function within(client, promise) {
  const lost = client.closed.then((event) => Promise.reject(new Error(`closed: ${event.code} ${event.reason}`)));
  const late = sleep(ANSWER_MS).then(() => Promise.reject(new Error("no answer")));
  lost.catch(() => {});
  late.catch(() => {});
  return Promise.race([promise, lost, late]);
}

/** Takes entries in their order; those that come twice, from the history and from the feed, count once. */
function take(entry) {
  const next = seen.length > 0 ? seen[seen.length - 1].seq + 1 : first + 1;
  if (entry.seq >= next) {
    assert.equal(entry.seq, next, "no entry is missing");
    seen.push(entry);
  }
}

async function catchUp(client, early) {
  const position = await new Promise((resolve, reject) => {
    client.listen(`out.room.${room}`, (failure, body) => {
      if (failure) {
        reject(failure);
      } else if (body.event === "position") {
        resolve(body.seq);
      } else if (body.seq && early.done) {
        take(body);
      } else if (body.seq) {
        early.entries.push(body);
      }
    });
  });
  first ??= position;
  while (first + seen.length < position) {
    const { messages } = await client.ask("api.messages.history", { room, after: first + seen.length, limit: 100 });
    messages.forEach(take);
  }
  early.entries.forEach(take);
  early.done = true;
}

async function enter() {
  const client = await connect(name, url);
  connections++;
  await within(client, client.ask("api.session.login", { token }));
  await within(client, client.ask("api.rooms.join", { room }));
  await within(client, catchUp(client, { entries: [], done: false }));
  return client;
}

/** Tries until it is done, with a new connection after each failure. */
async function persist(state, action) {
  for (;;) {
    try {
      state.client ??= await enter();
      return await within(state.client, action(state.client));
    } catch (error) {
      console.error(`${name}: ${error.message}`);
      if (error instanceof Failure && AGAIN.includes(error.failureCode)) {
        await sleep(1_000);
        continue;
      }
      state.client?.close();
      state.client = null;
      await sleep(300);
    }
  }
}

async function run() {
  const state = { client: null };
  const mine = [];
  for (let i = 0; i < Number(count); i++) {
    const clientId = randomUUID();
    mine.push(clientId);
    await persist(state, (client) => client.ask("api.messages.send", { room, clientId, text: `${i} of ${name}` }));
    await sleep(50);
  }
  await persist(state, async () => {
    while (!mine.every((id) => seen.some((entry) => entry.clientId === id))) {
      await sleep(50);
    }
  });
  const stored = seen.filter((entry) => mine.includes(entry.clientId)).map((entry) => entry.clientId);
  assert.deepEqual(stored, mine, "each text once, in the order sent");
  return { client: name, connections, seen: seen.length };
}

setTimeout(() => {
  console.error(`${name}: not finished within ${PATIENCE_MS} ms`);
  process.exit(1);
}, PATIENCE_MS);

try {
  console.log(JSON.stringify(await run()));
  process.exit(0);
} catch (error) {
  console.error(`${name}: ${error.stack}`);
  process.exit(1);
}
