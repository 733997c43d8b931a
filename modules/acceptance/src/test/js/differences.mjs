// SPDX-License-Identifier: Apache-2.0

/**
 * Probes of the wire, to be run against Vert.x's own bridge and against the hub with the same permits. Prints one JSON
 * object: for each probe what went in, what came out, and how the server closed the socket if it did.
 *
 * node differences.mjs <http://host:port> [token]
 *
 * With a token each socket carries it in the upgrade request. The server has this operator's verticle and permits:
 * inbound `echo`, `matched` (only bodies with `kind: "public"`), `nobody` (permitted, but nobody answers); outbound
 * `news`. The verticle serves `echo` and `matched`. It answers `{body, headers}` as it got them; a body
 * `{fail: [number, text]}` it fails with that; the value of a body's `news` it publishes at `news` before it answers.
 */
import WebSocket from "ws";

const PATIENCE_MS = 3_000;
const FENCE = "fence";
const OVERSIZED = 300_000;

const [url, token] = process.argv.slice(2);
if (!url) {
  console.error("usage: node differences.mjs <url> [token]");
  process.exit(1);
}

/** One socket of one probe. Every wait is bounded; what has not come by then counts as not coming. */
class Socket {
  sent = [];
  frames = [];
  closed = null;
  #socket;
  #marks = 0;
  #wake = () => {};

  constructor(headers) {
    this.#socket = new WebSocket(`${url.replace(/^http/, "ws")}/eventbus/websocket`, {
      headers,
      perMessageDeflate: false,
    });
    this.#socket.on("message", (data, binary) => this.#received(data.toString(), binary));
    this.#socket.on("close", (code, reason) => this.#closed(code, reason.toString()));
  }

  open() {
    return new Promise((resolve, reject) => {
      this.#socket.on("open", resolve);
      this.#socket.on("error", reject);
    });
  }

  /** Sends a frame, or a text that is none. */
  send(frame, note = frame) {
    this.sent.push(note);
    this.quietly(frame);
  }

  /** Sends what belongs to the method and not to the probe. */
  quietly(frame) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
    }
  }

  /** Until such a frame has come, or the socket is closed, or the patience is over. */
  async until(wanted) {
    const deadline = Date.now() + PATIENCE_MS;
    while (!this.closed && !this.frames.some(wanted) && Date.now() < deadline) {
      await new Promise((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, deadline - Date.now()).unref();
      });
    }
  }

  /** Two round trips through the server: what it had to say by then, it has said. */
  async settle() {
    for (const fence of [`${FENCE}-a`, `${FENCE}-b`]) {
      this.quietly({ type: "send", address: "echo", replyAddress: fence, body: {} });
      await this.until((frame) => frame.json?.address === fence);
    }
  }

  async login() {
    this.quietly({ type: "send", address: "api.session.login", replyAddress: FENCE, body: { token } });
    await this.until((frame) => frame.json?.address === FENCE);
  }

  /** Publishes marks at `news` until one comes back: from then on this socket is registered there. */
  async registered() {
    const before = this.#marks;
    for (let tries = 0; tries < 20 && !this.closed; tries++) {
      const fence = this.#mark();
      await this.until((frame) => frame.json?.address === fence);
      if (this.frames.some((frame) => isMark(frame) && frame.json.body.mark > before)) {
        return;
      }
    }
  }

  /** Publishes one more mark and waits for it: what was published before has come or never will. */
  async delivered() {
    this.#mark();
    await this.until((frame) => isMark(frame) && frame.json.body.mark === this.#marks);
  }

  outcome() {
    const out = this.frames.filter((frame) => !isMark(frame) && !frame.json?.address?.startsWith(FENCE));
    this.#socket.terminate();
    return { in: this.sent, out: out.map(({ json, text, kind }) => ({ kind, frame: json ?? text })), closed: this.closed };
  }

  #mark() {
    const mark = ++this.#marks;
    this.quietly({ ...telling({ mark }), replyAddress: FENCE + mark });
    return FENCE + mark;
  }

  #received(text, binary) {
    this.frames.push({ kind: binary ? "binary" : "text", text, json: parsed(text) });
    this.#wake();
  }

  #closed(code, reason) {
    this.closed = { code, reason };
    this.#wake();
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMark(frame) {
  return frame.json?.address === "news" && frame.json.body?.mark !== undefined;
}

function request(address, body, more = {}) {
  return { type: "send", address, replyAddress: "reply", body, ...more };
}

/** Lets the verticle publish, and asks for no answer: which of the two came first would be chance. */
function telling(news) {
  return { type: "send", address: "echo", body: { news } };
}

const register = { type: "register", address: "news" };
const unregister = { type: "unregister", address: "news" };

/** A probe that only sends, and looks at what comes back. */
const sending = (...frames) => async (socket) => {
  for (const frame of frames) {
    socket.send(frame);
  }
  await socket.settle();
};

/** A probe of a socket that has not logged in. Where there is a login, it is what shows that the server goes on. */
const sendingBeforeLogin = (...frames) => async (socket) => {
  for (const frame of frames) {
    socket.send(frame);
  }
  if (token) {
    await socket.login();
  } else {
    await socket.settle();
  }
};

/** A probe that registers, then sends. */
const listening = (first, ...frames) => async (socket) => {
  socket.send(first);
  await socket.registered();
  for (const frame of frames) {
    socket.send(frame);
  }
  await socket.settle();
  await socket.delivered();
};

const BEFORE_LOGIN = {
  "ping before login": sendingBeforeLogin({ type: "ping" }),
  "request before login": sendingBeforeLogin(request("echo", {})),
  "register before login": sendingBeforeLogin(register),
};

const LOGGED_IN = {
  "ping": sending({ type: "ping" }),
  "request": sending(request("echo", { text: "grüße" })),
  "request without a body": sending({ type: "send", address: "echo", replyAddress: "reply" }),
  "request with a text body": sending(request("echo", "text")),
  "send without replyAddress": sending({ type: "send", address: "echo", body: {} }),
  "two requests in order": sending(
    { ...request("echo", { n: 1 }), replyAddress: "reply-1" },
    { ...request("echo", { n: 2 }), replyAddress: "reply-2" },
  ),
  "failed request": sending(request("echo", { fail: [1042, "TEAPOT: short and stout"] })),
  "request that no verticle answers": sending(request("nobody", {})),
  "replyAddress of 40 characters": sending({ ...request("echo", {}), replyAddress: "r".repeat(40) }),
  "invalid json": sending("{"),
  "json array": sending("[]"),
  "json with a comment": sending('{"type":"send","address":"echo","replyAddress":"reply","body":{}/* */}'),
  "json with a key twice": sending('{"type":"send","address":"nobody","address":"echo","replyAddress":"reply","body":{}}'),
  "text after the json": sending('{"type":"send","address":"echo","replyAddress":"reply","body":{}} more'),
  "binary message": async (socket) => {
    socket.send(Buffer.from(JSON.stringify(request("echo", {}))), request("echo", {}));
    await socket.settle();
  },
  "missing type": sending({ address: "echo", replyAddress: "reply" }),
  "unknown type": sending({ type: "shout", address: "echo", replyAddress: "reply" }),
  "missing address": sending({ type: "send", replyAddress: "reply", body: {} }),
  "send to an address not permitted": sending({ type: "send", address: "secret", body: {} }),
  "request to an address not permitted": sending(request("secret", {})),
  "request to an outbound address": sending(request("news", {})),
  "request that matches": sending(request("matched", { kind: "public" })),
  "request that does not match": sending(request("matched", { kind: "private" })),
  "request with a null body to a match": sending(request("matched", null)),
  "publish to a permitted address": listening(register, {
    type: "publish",
    address: "echo",
    body: { news: "was published" },
  }),
  "publish to an outbound address": listening(register, {
    type: "publish",
    address: "news",
    body: "forged news",
  }),
  "headers that are a text": sending(request("echo", {}, { headers: "text" })),
  "header that is null": sending(request("echo", {}, { headers: { a: null } })),
  "header with a line break": sending(request("echo", {}, { headers: { a: "b\r\nc" } })),
  "header of the client": sending(request("echo", {}, { headers: { colour: "green" } })),
  "identity header of the client": sending(request("echo", {}, { headers: { "hub-caller": '{"user":"admin"}' } })),
  "register": listening(register),
  "register and hear": listening(register, telling("is out")),
  "register with replyAddress": listening({ ...register, replyAddress: "reply" }),
  "register twice": listening(register, register, telling("is out")),
  "register an address not permitted": sending({ type: "register", address: "secret" }),
  "register an address not permitted, with replyAddress": sending({
    type: "register",
    address: "secret",
    replyAddress: "reply",
  }),
  "register an inbound address": sending({ type: "register", address: "echo" }),
  "unregister": async (socket) => {
    socket.send(register);
    await socket.registered();
    socket.send(unregister);
    socket.send(telling("is unheard"));
    await socket.settle();
    socket.quietly(register);
    await socket.registered();
    await socket.delivered();
  },
  "unregister what is not registered": sending(unregister),
  "message of 300,000 bytes": async (socket) => {
    socket.send(JSON.stringify(request("echo", { text: "x".repeat(OVERSIZED) })), `request of ${OVERSIZED} bytes`);
    await socket.settle();
  },
};

async function run(probes, headers) {
  const outcomes = {};
  for (const [name, probe] of Object.entries(probes)) {
    const socket = new Socket(headers);
    await socket.open();
    await probe(socket);
    outcomes[name] = socket.outcome();
  }
  return outcomes;
}

try {
  const login = token ? { Authorization: `Bearer ${token}` } : {};
  const outcomes = { ...(await run(BEFORE_LOGIN, {})), ...(await run(LOGGED_IN, login)) };
  console.log(JSON.stringify(outcomes, null, 2));
  process.exit(0);
} catch (error) {
  console.error(error.stack);
  process.exit(1);
}
