// SPDX-License-Identifier: Apache-2.0
import type { Bridge } from "../wire/bridge";
import { Code, Failure } from "../wire/failure";
import { instantOf, type JsonObject, textOf, wholeOf } from "../wire/json";
import { BlockRequests } from "./blockRequests";
import { type Extras, extraFields } from "./draft";
import { type Entry, type MemberList, type RoomEvent, readEntries, readEvent, readMembers } from "./entries";
import { HeldRequests } from "./heldRequests";
import { MessageRequests } from "./messageRequests";
import { Moderation } from "./moderation";
import { type PresenceState, type PresenceStatus, readStates } from "./presence";
import { type Rights, readRights } from "./rights";
import {
  type Position,
  type RoomFlags,
  type RoomInfo,
  readPosition,
  readRoomPage,
  readUserEvent,
  type UserEvent,
} from "./roomList";

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
const ROOMS_ON_PAGE = 200;
const MOST_PAGES = 25;

/** The kinds of rooms that this page makes by a name. */
export type NamedKind = "group" | "session";

/** The requests of the contract that this page makes, over one logged-in socket. */
export class Hub {
  readonly moderation: Moderation;
  readonly blocks: BlockRequests;
  readonly messages: MessageRequests;
  readonly held: HeldRequests;

  constructor(private readonly bridge: Bridge) {
    this.moderation = new Moderation(bridge);
    this.blocks = new BlockRequests(bridge);
    this.messages = new MessageRequests(bridge);
    this.held = new HeldRequests(bridge);
  }

  async join(room: string): Promise<void> {
    await this.bridge.request("api.rooms.join", { room });
  }

  async leave(room: string): Promise<void> {
    await this.bridge.request("api.rooms.leave", { room });
  }

  /** Makes a room and gives its id. */
  async create(name: string, kind: NamedKind = "group"): Promise<string> {
    return required(await this.bridge.request("api.rooms.create", { name, kind }), "room");
  }

  /** The room of this user and another one; made where there is none. */
  async direct(other: string): Promise<string> {
    return required(await this.bridge.request("api.rooms.create", { kind: "direct", members: [other] }), "room");
  }

  /** Ends a room for all. */
  async end(room: string): Promise<void> {
    await this.bridge.request("api.rooms.end", { room });
  }

  /** Makes an invite and gives its code. */
  async invite(room: string, seconds: number): Promise<string> {
    return required(await this.bridge.request("api.invites.create", { room, seconds }), "code");
  }

  /** Joins by an invite. Gives the room. */
  async accept(code: string): Promise<string> {
    return required(await this.bridge.request("api.invites.accept", { code }), "room");
  }

  async may(room: string): Promise<Rights> {
    return readRights(await this.bridge.request("api.rooms.may", { room }));
  }

  /** This user has read a room up to an entry. Gives how far it has read on any device. */
  async read(room: string, seq: number): Promise<Position | undefined> {
    return readPosition(await this.bridge.request("api.rooms.read", { room, seq }));
  }

  /** Changes how this user keeps a room in its list, on all devices. */
  async mark(room: string, flag: Exclude<keyof RoomFlags, "marked">, isOn: boolean): Promise<void> {
    await this.bridge.request("api.rooms.mark", { room, [flag]: isOn });
  }

  /** All rooms of the user, the one with the newest entry first. */
  async rooms(): Promise<RoomInfo[]> {
    const found: RoomInfo[] = [];
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES && (page === 0 || after !== undefined); page += 1) {
      const wanted = { limit: ROOMS_ON_PAGE, ...(after !== undefined && { after }) };
      const { rooms, next } = readRoomPage(await this.bridge.request("api.rooms.list", wanted));
      found.push(...rooms);
      after = next;
    }
    return found;
  }

  async members(room: string): Promise<MemberList> {
    return readMembers(await this.bridge.request("api.rooms.members", { room }));
  }

  /** The states of the members; nothing where the room does not tell them. */
  async presence(room: string, within?: number): Promise<PresenceState[] | undefined> {
    return readStates(await this.bridge.request("api.presence.list", { room }, within));
  }

  /** What others see of this user from now on. */
  async showAs(status: PresenceStatus, text: string | undefined): Promise<void> {
    await this.bridge.request("api.presence.status", { status, ...(text && { text }) });
  }

  async typing(room: string, typing: boolean): Promise<void> {
    await this.bridge.request("api.presence.typing", { room, typing });
  }

  async history(room: string, span: Span): Promise<Entry[]> {
    return readEntries(await this.bridge.request("api.messages.history", { room, ...span }));
  }

  async send(room: string, clientId: string, text: string, extras: Extras = {}): Promise<Stored> {
    const fields = { room, clientId, text, ...extraFields(extras) };
    const sent = await this.bridge.request("api.messages.send", fields);
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

/** What is asked of a hub for one room on the page. */
export type RoomRequests = Pick<
  Requests,
  "join" | "follow" | "unfollow" | "history" | "members" | "presence" | "typing"
>;

function required(reply: JsonObject, field: string): string {
  const value = textOf(reply, field);
  if (value === undefined) {
    throw new Failure(Code.INTERNAL);
  }
  return value;
}
