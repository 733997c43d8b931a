// SPDX-License-Identifier: Apache-2.0

/**
 * Two users talk through a client that others wrote: log in, join, follow the room, send, receive, read back, be
 * refused. Prints one line of JSON with what the client saw; an error and exit code 1 when that is not what it should be.
 *
 * node conversation.mjs <bridge|vertx3|sockjs|websocket>[/<transport>] <http://host:port> <token 1> <token 2> <room>
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { connect, Failure, names } from "./clients.mjs";

const PATIENCE_MS = 20_000;
const UNKNOWN_ROOM = "no-such-room";
const TEXTS = ["first", "grüße, 世界 👋", '"quoted" and \\ escaped'];

const [name, url, ...rest] = process.argv.slice(2);
const [token1, token2, room] = rest;
if (!names.includes(name.split("/")[0]) || rest.length !== 3) {
  console.error(`usage: node conversation.mjs <${names.join("|")}> <url> <token 1> <token 2> <room>`);
  process.exit(1);
}

/** Collects what comes from a feed, and tells who waits. */
class Feed {
  bodies = [];
  #failure = null;
  #waiting = [];

  constructor(client, feedRoom) {
    client.listen(`out.room.${feedRoom}`, (failure, body) => {
      if (failure) {
        this.#failure = failure;
      } else {
        this.bodies.push(body);
      }
      this.#waiting = this.#waiting.filter((check) => !check());
    });
  }

  /** The bodies of an event, once there are so many of them. */
  async await(event, count) {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = this.bodies.filter((body) => body.event === event);
        if (this.#failure) {
          reject(this.#failure);
        } else if (found.length >= count) {
          resolve(found);
        }
        return this.#failure !== null || found.length >= count;
      };
      if (!check()) {
        this.#waiting.push(check);
      }
    });
  }
}

async function refusal(promise) {
  const failure = await promise.then(
    (body) => assert.fail(`not refused: ${JSON.stringify(body)}`),
    (error) => error,
  );
  assert.ok(failure instanceof Failure, String(failure));
  assert.equal(failure.failureCode, 403);
  assert.match(failure.message, /^FORBIDDEN: /);
  return { failureCode: failure.failureCode, failureType: failure.failureType, message: failure.message };
}

async function enter(token) {
  const client = await connect(name, url);
  const { user } = await client.ask("api.session.login", { token });
  await client.ask("api.rooms.join", { room });
  return { client, user };
}

async function converse() {
  const one = await enter(token1);
  const two = await enter(token2);
  const feeds = [new Feed(one.client, room), new Feed(two.client, room)];
  const positions = await Promise.all(feeds.map(async (feed) => (await feed.await("position", 1))[0].seq));

  const sends = TEXTS.map((text) => one.client.ask("api.messages.send", { room, clientId: randomUUID(), text }));
  const sent = (await Promise.all(sends)).map((reply) => reply.seq);
  const received = await feeds[1].await("message", TEXTS.length);
  const history = await two.client.ask("api.messages.history", { room, after: sent[0] - 1, limit: TEXTS.length });
  const refused = await refusal(two.client.ask("api.messages.history", { room: UNKNOWN_ROOM }));
  const refusedFeed = await refusal(new Feed(two.client, UNKNOWN_ROOM).await("position", 1));

  assert.deepEqual(sent, TEXTS.map((_, i) => positions[1] + 1 + i), "acknowledged with dense seq after the position");
  assert.deepEqual(received.map(({ seq, text }) => [seq, text]), TEXTS.map((text, i) => [sent[i], text]));
  assert.ok(received.every((message) => message.sender === one.user), "sender is the first user");
  assert.deepEqual(history.messages.map(({ seq, text }) => [seq, text]), TEXTS.map((text, i) => [sent[i], text]));

  one.client.close();
  two.client.close();
  return { client: name, users: [one.user, two.user], positions, sent, received, history, refused, refusedFeed };
}

setTimeout(() => {
  console.error(`${name}: not finished within ${PATIENCE_MS} ms`);
  process.exit(1);
}, PATIENCE_MS);

try {
  console.log(JSON.stringify(await converse()));
  process.exit(0);
} catch (error) {
  console.error(`${name}: ${error.stack}`);
  process.exit(1);
}
