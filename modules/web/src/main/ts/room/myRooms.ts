// SPDX-License-Identifier: Apache-2.0
import type { RoomInfo, UserEvent } from "../contract/entries";
import type { Requests } from "../contract/hub";
import { Code } from "../wire/failure";
import { breather, patiently } from "../wire/patience";

type UserRequests = Pick<Requests, "followUser" | "rooms">;

/** The user's rooms: the list that the hub gave, and what the feed of the user has said since. */
export class MyRooms {
  private readonly known = new Map<string, RoomInfo>();
  /** What the feed said of each room while the list was on its way: it is newer than the list. */
  private readonly meanwhile = new Map<string, UserEvent>();
  private hub: UserRequests | undefined;
  private asked: UserRequests | undefined;
  private askAgain = false;
  private loaded = false;

  constructor(private readonly changed: () => void) {}

  /** Whether the hub has given the list at least once. */
  get isLoaded(): boolean {
    return this.loaded;
  }

  get list(): readonly RoomInfo[] {
    return [...this.known.values()];
  }

  nameOf(room: string): string {
    return this.known.get(room)?.name ?? "";
  }

  /** Takes a new connection. */
  open(hub: UserRequests): void {
    this.hub = hub;
    void this.follow(hub);
  }

  close(): void {
    this.hub = undefined;
  }

  /** A room that this page has made. */
  add(info: RoomInfo): void {
    this.known.set(info.room, info);
    this.changed();
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
      void this.ask(hub);
      return;
    }
    if (this.asked === hub) {
      this.meanwhile.set(event.kind === "chat" ? event.info.room : event.room, event);
    }
    this.apply(event);
    this.changed();
  }

  private apply(event: UserEvent): void {
    if (event.kind === "chat") {
      this.known.set(event.info.room, event.info);
    } else if (event.kind === "removed") {
      this.known.delete(event.room);
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
    this.known.clear();
    for (const info of rooms) {
      this.known.set(info.room, info);
    }
    for (const event of this.meanwhile.values()) {
      this.apply(event);
    }
    this.loaded = true;
    this.changed();
  }
}
