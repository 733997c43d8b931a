// SPDX-License-Identifier: Apache-2.0

/**
 * Clients that others wrote, behind one shape: `open()`, `ask(address, body)`, `listen(address, handler, headers)`, `close()`,
 * and `closed`, a promise of the end. Two of them know the bridge; the others know only their transport and are handed
 * bare frames. `bridge/xhr-polling` and the like keep a SockJS client to one transport.
 */
import BridgeEventBus from "@vertx/eventbus-bridge-client.js";
import SockJS from "sockjs-client";
import Vertx3EventBus from "vertx3-eventbus-client";
import WebSocket from "ws";

/** A refused or failed request, as the client's callback got it. */
export class Failure extends Error {
  constructor({ failureCode, failureType, message }) {
    super(message);
    this.failureCode = failureCode;
    this.failureType = failureType;
  }
}

class EventBusClient {
  #bus;

  constructor(EventBus, url, options) {
    this.#bus = new EventBus(`${url}/eventbus`, options);
    this.#bus.onerror = (error) => console.error("onerror", JSON.stringify(error));
  }

  open() {
    return new Promise((resolve, reject) => {
      this.#bus.onopen = resolve;
      this.closed = new Promise((ended) => {
        this.#bus.onclose = (event) => {
          reject(new Error(`closed: ${event.code} ${event.reason}`));
          ended(event);
        };
      });
    });
  }

  ask(address, body) {
    return new Promise((resolve, reject) => {
      this.#bus.send(address, body, (error, message) => (error ? reject(new Failure(error)) : resolve(message.body)));
    });
  }

  listen(address, handler, headers = {}) {
    this.#bus.registerHandler(address, headers, (error, message) => {
      handler(error && new Failure(error), message?.body);
    });
  }

  close() {
    this.#bus.close();
  }
}

class FrameClient {
  #socket;
  #calls = new Map();
  #listeners = new Map();
  #replies = 0;

  constructor(socket) {
    this.#socket = socket;
  }

  open() {
    return new Promise((resolve, reject) => {
      this.#socket.onopen = resolve;
      this.#socket.onerror = (event) => reject(new Error(`error: ${event.message}`));
      this.closed = new Promise((ended) => {
        this.#socket.onclose = (event) => {
          reject(new Error(`closed: ${event.code} ${event.reason}`));
          ended(event);
        };
      });
      this.#socket.onmessage = (event) => this.#received(JSON.parse(event.data.toString()));
    });
  }

  ask(address, body) {
    const replyAddress = `reply-${++this.#replies}`;
    return new Promise((resolve, reject) => {
      this.#calls.set(replyAddress, { resolve, reject });
      this.#send({ type: "send", address, replyAddress, body });
    });
  }

  listen(address, handler, headers = {}) {
    this.#listeners.set(address, handler);
    this.#send({ type: "register", address, headers });
  }

  close() {
    this.#socket.close();
  }

  #send(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  #received(frame) {
    const failure = frame.type === "err" ? new Failure(frame) : null;
    const call = this.#calls.get(frame.address);
    if (call) {
      this.#calls.delete(frame.address);
      failure ? call.reject(failure) : call.resolve(frame.body);
    } else {
      this.#listeners.get(frame.address)?.(failure, frame.body);
    }
  }
}

const makers = {
  bridge: (url, options) => new EventBusClient(BridgeEventBus, url, options),
  vertx3: (url, options) => new EventBusClient(Vertx3EventBus, url, options),
  sockjs: (url, options) => new FrameClient(new SockJS(`${url}/eventbus`, null, options)),
  websocket: (url) => new FrameClient(new WebSocket(`${url.replace(/^http/, "ws")}/eventbus/websocket`)),
};

/** The names of the clients. */
export const names = Object.keys(makers);

/** Connects one, by its name or `name/transport`. */
export async function connect(client, url) {
  const [name, transport] = client.split("/");
  // The id of a session without WebSocket is its secret; the clients' own would be of 8 characters.
  const made = makers[name](url, transport && { transports: transport, sessionId: 32 });
  await made.open();
  return made;
}
