// SPDX-License-Identifier: Apache-2.0

import type { Requests } from "../contract/hub";
import type { PresenceState } from "../contract/presence";
import { type Decision, type Position, type RoomInfo, titleOf, type UserEvent } from "../contract/roomList";
import { Code } from "../wire/failure";
import { breather, patiently } from "../wire/patience";

type UserRequests = Pick<Requests, "followUser" | "rooms">;
type ListEvent = Exclude<UserEvent, { kind: "position" | "presence" | "review" | "decided" }>;

/** What others want to know of the feed of the user. */
export interface MyRoomsListener {
  changed(): void;
  /** What the user is shown as from now on, as it sees itself. */
  shownAs(state: PresenceState): void;
  /** Messages of a room wait for the user to review them, or do no more. */
  review(room: string): void;
  /** A moderator has decided about a message of the user. */
  decided(decision: Decision): void;
}

/** The user's rooms: the list that the hub gave, and what the feed of the user has said since. */
export class MyRooms {
  private readonly known = new Map<string, RoomInfo>();
  /** What the feed said of each room while the list was on its way: it is newer than the list. */
  private readonly meanwhile = new Map<string, ListEvent>();
  private hub: UserRequests | undefined;
  private asked: UserRequests | undefined;
  private askAgain = false;
  private loaded = false;
  private isPartial = false;

  constructor(private readonly listener: MyRoomsListener) {}

  /** Whether the hub has given the list at least once. */
  get isLoaded(): boolean {
    return this.loaded;
  }

  get list(): readonly RoomInfo[] {
    return [...this.known.values()];
  }

  nameOf(room: string): string {
    const info = this.known.get(room);
    return info ? titleOf(info) : "";
  }

  /** Takes a new connection. */
  open(hub: UserRequests): void {
    this.hub = hub;
    void this.follow(hub);
  }

  close(): void {
    this.hub = undefined;
  }

  /** To be called now and then: of a user with very many rooms the feed does not tell all. */
  refresh(): void {
    if (this.hub && this.isPartial) {
      void this.ask(this.hub);
    }
  }

  /** A room that this page has made, or that was there already: then the list knows more of it. */
  add(info: RoomInfo): void {
    if (!this.known.has(info.room)) {
      this.known.set(info.room, info);
      this.listener.changed();
    }
  }

  /** The hub has answered how far the user has read a room. */
  read(room: string, position: Position): void {
    this.hear({ kind: "read", room, ...position }, room);
  }

  private async follow(hub: UserRequests): Promise<void> {
    for (let attempt = 0; this.hub === hub; attempt += 1) {
      const failure = await hub.followUser((event) => this.take(hub, event));
      if (!failure.retryable || failure.code === Code.DISCONNECTED) {
        await this.ask(hub);
        return;
      }
      await breather(attempt, failure);
    }
  }

  private take(hub: UserRequests, event: UserEvent): void {
    if (this.hub !== hub) {
      return;
    }
    if (event.kind === "position") {
      this.isPartial = event.isPartial;
      void this.ask(hub);
    } else if (event.kind === "presence") {
      this.listener.shownAs(event.state);
    } else if (event.kind === "review") {
      this.listener.review(event.room);
    } else if (event.kind === "decided") {
      this.listener.decided(event);
    } else {
      this.hear(event, event.kind === "chat" ? event.info.room : event.room);
    }
  }

  private hear(event: ListEvent, room: string): void {
    if (this.asked !== undefined && this.asked === this.hub) {
      this.keep(event, room);
    }
    this.apply(event);
    this.listener.changed();
  }

  /** The newest of its kind, in the order in which they came. */
  private keep(event: ListEvent, room: string): void {
    const key = event.kind === "read" || event.kind === "marked" ? `${event.kind} ${room}` : room;
    this.meanwhile.delete(key);
    this.meanwhile.set(key, event);
  }

  private apply(event: ListEvent): void {
    if (event.kind === "chat") {
      const { info } = event;
      const before = this.known.get(info.room);
      this.known.set(info.room, before ? updated(before, info) : info);
      return;
    }
    const info = this.known.get(event.room);
    if (event.kind === "removed") {
      this.known.delete(event.room);
    } else if (info && event.kind === "marked") {
      this.known.set(info.room, { ...info, flags: event.flags });
    } else if (info && event.kind === "read" && event.seq >= (info.read ?? 0)) {
      this.known.set(info.room, readUpTo(event, info));
    }
  }

  private async ask(hub: UserRequests): Promise<void> {
    if (this.asked === hub) {
      this.askAgain = true;
      return;
    }
    this.asked = hub;
    do {
      this.askAgain = false;
      this.meanwhile.clear();
      await this.load(hub);
    } while (this.askAgain && this.hub === hub);
    if (this.asked === hub) {
      this.asked = undefined;
    }
  }

  private async load(hub: UserRequests): Promise<void> {
    try {
      const rooms = await patiently(
        () => hub.rooms(),
        () => this.hub === hub,
      );
      if (this.hub === hub) {
        this.replace(rooms);
      }
    } catch {
      // The list is a convenience, and the next connection asks again.
    }
  }

  private replace(rooms: readonly RoomInfo[]): void {
    const before = new Map(this.known);
    this.known.clear();
    for (const info of rooms) {
      this.known.set(info.room, named(info, before.get(info.room)));
    }
    for (const event of this.meanwhile.values()) {
      this.apply(event);
    }
    this.loaded = true;
    this.listener.changed();
  }
}

/** A row without a name keeps the one that it has had here. */
function named(info: RoomInfo, before: RoomInfo | undefined): RoomInfo {
  return info.name === "" && before ? { ...info, name: before.name } : info;
}

/** Reading takes the mark away that the user has set by hand. */
function readUpTo({ seq, unread }: Position, { flags, ...info }: RoomInfo): RoomInfo {
  const read = { ...info, read: seq, unread, ...(unread === 0 && { mentions: 0 }) };
  return flags ? { ...read, flags: { ...flags, marked: false } } : read;
}

/** A row that the hub has told. It may have been made before the hub knew how far the user has read. */
function updated(before: RoomInfo, told: RoomInfo): RoomInfo {
  const info = named(told, before);
  const { seq, read, unread } = info;
  if (seq === undefined || read === undefined || before.read === undefined || read >= before.read) {
    return info;
  }
  return { ...info, read: before.read, unread: Math.min(unread ?? 0, Math.max(0, seq - before.read)) };
}
