// SPDX-License-Identifier: Apache-2.0

import { waitBefore } from "./backoff";
import { Bridge, type Socket } from "./bridge";
import { type ComeBack, ruleFor } from "./closeCode";
import { Code, Failure } from "./failure";
import { textOf } from "./json";

export type ConnectionState = "connecting" | "online" | "reconnecting" | "offline";

/** What others want to know of the connection. */
export interface ConnectionListener {
  /** `retryAt`: when it is tried again, in milliseconds since 1970; absent: it is tried now, or needs no try. */
  changed(state: ConnectionState, retryAt?: number): void;
  /** Logged in, for the first time or again. */
  ready(bridge: Bridge, user: string): void;
  /** The bridge of the last `ready` is closed. */
  lost(comeBack: ComeBack, words: string): void;
  /** It will not come back by itself. */
  ended(why: ComeBack, words: string): void;
}

const READY_WITHIN = 15_000;
const STABLE_AFTER = 10_000;
const UNAUTHORIZED_CLOSE = 4401;

/** Keeps a logged-in socket open, coming back by the rules of the close codes. */
export class Connection {
  private bridge: Bridge | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readyAt: number | undefined;
  private attempt = 0;
  private everReady = false;
  private over = false;

  constructor(
    private token: string,
    private readonly listener: ConnectionListener,
    private readonly open: () => Socket,
    private readonly isWatched: () => boolean = () => typeof document !== "undefined" && !document.hidden,
  ) {}

  start(): void {
    this.listener.changed(this.everReady ? "reconnecting" : "connecting");
    const socket = this.open();
    const bridge = new Bridge(socket, (code) => this.closed(code));
    this.bridge = bridge;
    this.timer = setTimeout(() => bridge.abandon(), READY_WITHIN);
    socket.onopen = () => void this.login(bridge);
  }

  /** A newer token of the same user: for this socket, and for those that follow. A refused one changes nothing here. */
  renew(token: string): void {
    this.token = token;
    if (this.readyAt !== undefined) {
      this.bridge?.request("api.session.refresh", { token }).catch(() => undefined);
    }
  }

  /** The network is said to be back, or the user does not want to wait: no reason to wait longer. */
  hurry(): void {
    if (!this.bridge && !this.over) {
      clearTimeout(this.timer);
      this.start();
    }
  }

  private async login(bridge: Bridge): Promise<void> {
    try {
      const loggedIn = await bridge.request("api.session.login", { token: this.token }, READY_WITHIN);
      const user = textOf(loggedIn, "user");
      if (user === undefined) {
        throw new Failure(Code.INTERNAL);
      }
      clearTimeout(this.timer);
      this.readyAt = Date.now();
      this.everReady = true;
      this.listener.changed("online");
      this.listener.ready(bridge, user);
    } catch (error) {
      const refused = error instanceof Failure && (error.code === Code.UNAUTHORIZED || error.code === Code.FORBIDDEN);
      if (this.bridge === bridge && refused) {
        this.closed(UNAUTHORIZED_CLOSE);
      }
      bridge.abandon();
    }
  }

  private closed(code: number): void {
    if (!this.bridge || this.over) {
      return;
    }
    clearTimeout(this.timer);
    this.bridge = undefined;
    const wasReady = this.readyAt;
    this.readyAt = undefined;
    const rule = ruleFor(code);
    if (wasReady !== undefined) {
      this.listener.lost(rule.comeBack, rule.words);
    }
    if (rule.comeBack === "never" || rule.comeBack === "newToken") {
      this.over = true;
      this.listener.changed("offline");
      this.listener.ended(rule.comeBack, rule.words);
      return;
    }
    if (wasReady !== undefined && Date.now() - wasReady >= STABLE_AFTER) {
      this.attempt = 0;
    }
    const wait = waitBefore(rule.comeBack, this.attempt, Math.random, this.isWatched());
    this.listener.changed(this.everReady ? "reconnecting" : "connecting", Date.now() + wait);
    this.timer = setTimeout(() => this.start(), wait);
    this.attempt += 1;
  }
}

/** Beside the page, wherever that is: a proxy may serve it under a path of its own. */
export function socketAddress(place: Pick<Location, "href">): string {
  const address = new URL("eventbus/websocket", place.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.search = "";
  address.hash = "";
  return address.href;
}

/** The hub's socket on the host that served the page. */
export function openSocket(place: Location = location): WebSocket {
  return new WebSocket(socketAddress(place));
}
