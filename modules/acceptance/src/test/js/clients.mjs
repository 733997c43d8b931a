// SPDX-License-Identifier: Apache-2.0

/**
 * Clients that others wrote, behind one shape: `open()`, `ask(address, body)`, `listen(address, handler, headers)`, `close()`.
 * Two of them know the bridge; the other two know only their transport and are handed bare frames.
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

  constructor(EventBus, url) {
    this.#bus = new EventBus(`${url}/eventbus`);
    this.#bus.onerror = (error) => console.error("onerror", JSON.stringify(error));
  }

  open() {
    return new Promise((resolve, reject) => {
      this.#bus.onopen = resolve;
      this.#bus.onclose = (event) => reject(new Error(`closed: ${event.code} ${event.reason}`));
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
      this.#socket.onclose = (event) => reject(new Error(`closed: ${event.code} ${event.reason}`));
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
  bridge: (url) => new EventBusClient(BridgeEventBus, url),
  vertx3: (url) => new EventBusClient(Vertx3EventBus, url),
  sockjs: (url) => new FrameClient(new SockJS(`${url}/eventbus`)),
  websocket: (url) => new FrameClient(new WebSocket(`${url.replace(/^http/, "ws")}/eventbus/websocket`)),
};

/** The names of the clients. */
export const names = Object.keys(makers);

/** Connects one. */
export async function connect(name, url) {
  const client = makers[name](url);
  await client.open();
  return client;
}
