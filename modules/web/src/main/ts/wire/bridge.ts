// SPDX-License-Identifier: Apache-2.0
import { Code, Failure } from "./failure";
import { newId } from "./id";
import { isObject, type JsonObject, objectOf, parseObject, textOf } from "./json";

const PING_EVERY = 20_000;
const ANSWER_WITHIN = 15_000;
const NO_CLOSE_FRAME = 1006;

/** What the bridge needs of a WebSocket. */
export interface Socket {
  binaryType: BinaryType;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

/** What happens on a feed. A refusal is the last of it: the registration was not made, or has ended. */
export interface Feed {
  event(body: JsonObject): void;
  refused(failure: Failure): void;
}

interface Waiting {
  resolve(body: JsonObject): void;
  reject(failure: Failure): void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** One socket that speaks the event-bus bridge protocol, from its opening to its close. */
export class Bridge {
  private readonly waiting = new Map<string, Waiting>();
  private readonly feeds = new Map<string, Feed>();
  private readonly pings: ReturnType<typeof setInterval>;
  private heard = 0;
  private closed = false;

  constructor(
    private readonly socket: Socket,
    private readonly onClose: (code: number) => void,
  ) {
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = (event) => this.end(event.code);
    this.pings = setInterval(() => this.write({ type: "ping" }), PING_EVERY);
  }

  /** Sends a request; rejects with a Failure. */
  request(address: string, body: JsonObject, within = ANSWER_WITHIN): Promise<JsonObject> {
    if (this.closed) {
      return Promise.reject(new Failure(Code.DISCONNECTED));
    }
    const replyAddress = newId();
    const heardBefore = this.heard;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.unanswered(replyAddress, heardBefore), within);
      this.waiting.set(replyAddress, { resolve, reject, timer });
      this.write({ type: "send", address, body, replyAddress });
    });
  }

  /** Listens; `since` is the last number that is known, from where the hub goes on. */
  register(address: string, feed: Feed, since?: number): void {
    this.feeds.set(address, feed);
    this.write({ type: "register", address, ...(since !== undefined && { headers: { since: String(since) } }) });
  }

  unregister(address: string): void {
    if (this.feeds.delete(address)) {
      this.write({ type: "unregister", address });
    }
  }

  /** Gives the socket up without waiting for the other side, which may be gone. */
  abandon(): void {
    this.socket.close();
    this.end(NO_CLOSE_FRAME);
  }

  private write(frame: JsonObject): void {
    if (!this.closed) {
      this.socket.send(JSON.stringify(frame));
    }
  }

  private receive(data: unknown): void {
    this.heard += 1;
    const source = data instanceof ArrayBuffer ? new TextDecoder().decode(data) : data;
    const frame = typeof source === "string" ? parseObject(source) : undefined;
    const address = frame && textOf(frame, "address");
    if (!frame || !address) {
      return;
    }
    const refusal = textOf(frame, "type") === "err" ? Failure.of(frame) : undefined;
    const request = this.take(address);
    const feed = this.feeds.get(address);
    if (refusal) {
      request?.reject(refusal);
      this.feeds.delete(address);
      feed?.refused(refusal);
    } else if (request) {
      request.resolve(objectOf(frame, "body"));
    } else if (feed && isObject(frame.body)) {
      feed.event(frame.body);
    }
  }

  /** No answer: when nothing else came either the line is dead, else one part of the hub is slow. */
  private unanswered(replyAddress: string, heardBefore: number): void {
    if (this.heard === heardBefore) {
      this.abandon();
    } else {
      this.take(replyAddress)?.reject(new Failure(Code.UNAVAILABLE));
    }
  }

  private take(replyAddress: string): Waiting | undefined {
    const request = this.waiting.get(replyAddress);
    if (request) {
      clearTimeout(request.timer);
      this.waiting.delete(replyAddress);
    }
    return request;
  }

  private end(code: number): void {
    if (this.closed) {
      return;
    }
    this.closed = true;
    clearInterval(this.pings);
    this.socket.onmessage = null;
    this.socket.onclose = null;
    this.feeds.clear();
    this.onClose(code);
    for (const replyAddress of [...this.waiting.keys()]) {
      this.take(replyAddress)?.reject(new Failure(Code.DISCONNECTED));
    }
  }
}
