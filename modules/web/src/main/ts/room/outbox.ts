// SPDX-License-Identifier: Apache-2.0

import type { Extras } from "../contract/draft";
import type { Entry } from "../contract/entries";
import type { Stored } from "../contract/hub";
import type { Store } from "../session/store";
import { Code, Failure, wordsFor } from "../wire/failure";
import { newId } from "../wire/id";
import { breather } from "../wire/patience";
import { loadUnsent, saveUnsent, type Unsent } from "./unsent";

/** What the outbox needs of the hub. */
export interface Sender {
  send(room: string, clientId: string, text: string, extras: Extras): Promise<Stored>;
}

/** What others want to know of the outbox. */
export interface OutboxListener {
  changed(): void;
  /** The hub has stored a message; its entry may still be on its way. */
  stored(message: Unsent, stored: Stored): void;
}

const MOST = 200;

/**
 * Messages between the Enter key and the room. They go out one after the other, so that they keep their order, and
 * each under the one id that it got at first, however often it takes: the hub stores it once.
 */
export class Outbox {
  private messages: Unsent[];
  private sender: Sender | undefined;
  private pumping: Sender | undefined;
  private readonly held = new Set<string>();

  constructor(
    private readonly user: string,
    private readonly store: Store,
    private readonly listener: OutboxListener,
  ) {
    this.messages = loadUnsent(store, user);
  }

  in(room: string): Unsent[] {
    return this.messages.filter((message) => message.room === room);
  }

  /** Takes a message; gives false when too many wait already. */
  add(room: string, text: string, extras: Extras = {}): boolean {
    if (this.messages.length >= MOST) {
      return false;
    }
    this.messages.push({ clientId: newId(), room, user: this.user, text, extras, at: Date.now(), state: "waiting" });
    this.kept();
    void this.pump();
    return true;
  }

  /** While a room is being joined the hub may take no message there: what is for it waits until that is over. */
  hold(room: string, isHeld: boolean): void {
    if (isHeld) {
      this.held.add(room);
    } else if (this.held.delete(room)) {
      void this.pump();
    }
  }

  /** The connection is there: send what waits. */
  open(sender: Sender): void {
    this.sender = sender;
    void this.pump();
  }

  /** The connection is gone. What the hub closed it for must not be sent again by itself. */
  close(fault?: string): void {
    this.sender = undefined;
    for (const message of this.messages.filter(({ state }) => state === "sending")) {
      this.change(message, fault === undefined ? { state: "waiting" } : { state: "failed", problem: fault });
    }
  }

  retry(clientId: string): void {
    const message = this.find(clientId);
    if (message?.state === "failed") {
      this.change(message, { state: "waiting" });
      void this.pump();
    }
  }

  /** A moderator has refused a message that waited for it. */
  refused(clientId: string, problem: string): void {
    const message = this.find(clientId);
    if (message?.state === "failed") {
      this.change(message, { state: "failed", problem });
    }
  }

  discard(clientId: string): void {
    this.messages = this.messages.filter((message) => message.clientId !== clientId);
    this.kept();
  }

  /** Entries of the room are shown: the messages that they came from are done. */
  settle(room: string, entries: readonly Entry[], shownUpTo: number): void {
    const own = new Set(entries.filter(({ sender }) => sender === this.user).map(({ clientId }) => clientId));
    const done = (message: Unsent): boolean =>
      message.room === room && (own.has(message.clientId) || (message.seq !== undefined && message.seq <= shownUpTo));
    if (this.messages.some(done)) {
      this.messages = this.messages.filter((message) => !done(message));
      this.kept();
    }
  }

  private async pump(): Promise<void> {
    const sender = this.sender;
    if (!sender || this.pumping === sender) {
      return;
    }
    this.pumping = sender;
    let attempt = 0;
    for (let next = this.next(); next && this.sender === sender; next = this.next()) {
      const failure = await this.deliver(sender, next);
      attempt = failure ? attempt + 1 : 0;
      if (failure) {
        await breather(attempt, failure);
      }
    }
    if (this.pumping === sender) {
      this.pumping = undefined;
    }
  }

  /** Gives the failure if the same message has to be sent again after a pause. */
  private async deliver(sender: Sender, message: Unsent): Promise<Failure | undefined> {
    this.change(message, { state: "sending" });
    try {
      const stored = await sender.send(message.room, message.clientId, message.text, message.extras);
      if (this.find(message.clientId)) {
        this.change(message, { state: "sent", seq: stored.seq });
        this.listener.stored(message, stored);
      }
      return undefined;
    } catch (error) {
      if (this.sender !== sender || this.find(message.clientId)?.state !== "sending") {
        return undefined;
      }
      const again = error instanceof Failure && error.retryable;
      this.change(message, again ? waiting(error) : { state: "failed", problem: wordsFor(error) });
      return again && error.code !== Code.DISCONNECTED ? error : undefined;
    }
  }

  private next(): Unsent | undefined {
    return this.messages.find(({ state, room }) => state === "waiting" && !this.held.has(room));
  }

  private find(clientId: string): Unsent | undefined {
    return this.messages.find((message) => message.clientId === clientId);
  }

  private change(message: Unsent, to: Partial<Unsent>): void {
    const { problem: _, ...rest } = this.find(message.clientId) ?? message;
    const changed: Unsent = { ...rest, ...to };
    this.messages = this.messages.map((other) => (other.clientId === message.clientId ? changed : other));
    this.kept();
  }

  private kept(): void {
    saveUnsent(this.store, this.messages);
    this.listener.changed();
  }
}

/** A message that was too fast waits as long as the hub says, and so does what is behind it. */
function waiting(failure: Failure): Partial<Unsent> {
  const seconds = Math.ceil(failure.retryAfter / 1_000);
  return failure.code === Code.TOO_MANY && seconds > 0
    ? { state: "waiting", problem: `Too fast: this goes out in about ${seconds} s.` }
    : { state: "waiting" };
}
