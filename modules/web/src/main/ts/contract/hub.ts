// SPDX-License-Identifier: Apache-2.0
import type { Bridge } from "../wire/bridge";
import { Code, Failure } from "../wire/failure";
import { instantOf, type JsonObject, textOf, wholeOf } from "../wire/json";
import {
  type Entry,
  type MemberList,
  type PresenceState,
  type RoomEvent,
  type RoomInfo,
  readEntries,
  readEvent,
  readMembers,
  readRooms,
  readStates,
  readUserEvent,
  type UserEvent,
} from "./entries";

/** Which part of a room's history is asked for; no bound means the newest. */
export interface Span {
  readonly before?: number;
  readonly after?: number;
  readonly limit: number;
}

/** The acknowledgement of a message: it is stored under this number. */
export interface Stored {
  readonly seq: number;
  readonly at: number;
}

const USER_FEED = "out.user";
const FOLLOWED_WITHIN = 15_000;

/** The requests of the contract that this page makes, over one logged-in socket. */
export class Hub {
  constructor(private readonly bridge: Bridge) {}

  async join(room: string): Promise<void> {
    await this.bridge.request("api.rooms.join", { room });
  }

  async leave(room: string): Promise<void> {
    await this.bridge.request("api.rooms.leave", { room });
  }

  /** Makes a room and gives its id. */
  async create(name: string): Promise<string> {
    const created = await this.bridge.request("api.rooms.create", { name });
    const room = textOf(created, "room");
    if (room === undefined) {
      throw new Failure(Code.INTERNAL);
    }
    return room;
  }

  async rooms(): Promise<RoomInfo[]> {
    return readRooms(await this.bridge.request("api.rooms.list", {}));
  }

  async members(room: string): Promise<MemberList> {
    return readMembers(await this.bridge.request("api.rooms.members", { room }));
  }

  async presence(room: string, within?: number): Promise<PresenceState[]> {
    return readStates(await this.bridge.request("api.presence.list", { room }, within));
  }

  async typing(room: string, typing: boolean): Promise<void> {
    await this.bridge.request("api.presence.typing", { room, typing });
  }

  async history(room: string, span: Span): Promise<Entry[]> {
    return readEntries(await this.bridge.request("api.messages.history", { room, ...span }));
  }

  async send(room: string, clientId: string, text: string): Promise<Stored> {
    const sent = await this.bridge.request("api.messages.send", { room, clientId, text });
    return { seq: wholeOf(sent, "seq") ?? 0, at: instantOf(sent, "at") ?? Date.now() };
  }

  /**
   * Listens to a room, from the entry after `since` on if there is one. Fulfilled once the hub has said from where on
   * entries will come; should it end the feed later, `ended` is called.
   */
  follow(
    room: string,
    listener: (event: RoomEvent) => void,
    ended: (failure: Failure) => void,
    since?: number,
  ): Promise<void> {
    const address = `out.room.${room}`;
    return new Promise((resolve, reject) => {
      let positioned = false;
      const timer = setTimeout(() => {
        this.bridge.unregister(address);
        reject(new Failure(Code.UNAVAILABLE));
      }, FOLLOWED_WITHIN);
      const feed = {
        event: (body: JsonObject): void => {
          const event = readEvent(body);
          if (event) {
            listener(event);
          }
          if (event?.kind === "position" || event?.kind === "reset") {
            positioned = true;
            clearTimeout(timer);
            resolve();
          }
        },
        refused: (failure: Failure): void => {
          clearTimeout(timer);
          (positioned ? ended : reject)(failure);
        },
      };
      this.bridge.register(address, feed, since);
    });
  }

  /** Listens to what happens to the rooms of the user. Fulfilled when that was refused, or has ended. */
  followUser(listener: (event: UserEvent) => void): Promise<Failure> {
    return new Promise((resolve) => {
      this.bridge.register(USER_FEED, {
        event: (body) => {
          const event = readUserEvent(body);
          if (event) {
            listener(event);
          }
        },
        refused: resolve,
      });
    });
  }

  unfollow(room: string): void {
    this.bridge.unregister(`out.room.${room}`);
  }
}

/** What a hub can be asked, without saying how. */
export type Requests = Pick<Hub, keyof Hub>;
