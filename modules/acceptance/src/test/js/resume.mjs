// SPDX-License-Identifier: Apache-2.0

/**
 * A user loses the connection and comes back through a client that others wrote: `registerHandler(address, {since: "N"},
 * handler)` gives what was missed, once and in order, and then what is new. Prints one line of JSON with what the client
 * saw; an error and exit code 1 when that is not what it should be.
 *
 * node resume.mjs <bridge|vertx3|sockjs|websocket>[/transport] <http://host:port> <token 1> <token 2> <room>
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { connect, names } from "./clients.mjs";

const PATIENCE_MS = 20_000;
const MISSED = 250;

const [name, url, ...rest] = process.argv.slice(2);
const [token1, token2, room] = rest;
if (!names.includes(name.split("/")[0]) || rest.length !== 3) {
  console.error(`usage: node resume.mjs <${names.join("|")}> <url> <token 1> <token 2> <room>`);
  process.exit(1);
}

async function enter(token) {
  const client = await connect(name, url);
  await client.ask("api.session.login", { token });
  await client.ask("api.rooms.join", { room });
  return client;
}

/** Follows the room; fulfilled with all bodies once one fulfils the condition. `begun` is told the first one. */
function follow(client, headers, condition, begun = () => undefined) {
  const bodies = [];
  return new Promise((resolve, reject) => {
    const handler = (failure, body) => {
      if (failure) {
        reject(failure);
        return;
      }
      if (bodies.push(body) === 1) {
        begun(body);
      }
      if (condition(body)) {
        resolve(bodies);
      }
    };
    client.listen(`out.room.${room}`, handler, headers);
  });
}

const entries = (bodies) => bodies.filter(({ event }) => event === "message").map(({ seq }) => seq);
const run = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function comeBack() {
  const one = await enter(token1);
  const two = await enter(token2);
  const say = (text) => one.ask("api.messages.send", { room, clientId: randomUUID(), text });

  let followed;
  await new Promise((begun) => {
    followed = follow(two, {}, (body) => body.text === "seen", begun);
  });
  const { seq: seen } = await say("seen");
  await followed;
  two.close();

  const sends = Array.from({ length: MISSED }, (_, index) => say(`missed ${index}`));
  await Promise.all(sends.slice(0, MISSED / 2));
  const again = await enter(token2);
  const caughtUp = follow(again, { since: String(seen) }, (body) => body.text === "new");
  await Promise.all(sends);
  const { seq: last } = await say("new");
  const bodies = await caughtUp;
  assert.deepEqual(bodies[0], { event: "position", room, seq: seen });
  assert.deepEqual(entries(bodies), run(seen + 1, last));

  const third = await enter(token2);
  const [reset] = await follow(third, { since: String(last + 1_000) }, ({ event }) => event === "reset");
  assert.deepEqual(reset, { event: "reset", room, seq: last, reason: "ahead" });

  for (const client of [one, again, third]) {
    client.close();
  }
  return { client: name, seen, last, reset };
}

setTimeout(() => {
  console.error(`${name}: not finished within ${PATIENCE_MS} ms`);
  process.exit(1);
}, PATIENCE_MS);

try {
  console.log(JSON.stringify(await comeBack()));
  process.exit(0);
} catch (error) {
  console.error(`${name}: ${error.stack}`);
  process.exit(1);
}
