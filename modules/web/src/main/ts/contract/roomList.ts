// SPDX-License-Identifier: Apache-2.0
import { isBlank } from "../text/visible";
import { instantOf, isTrue, type JsonObject, objectOf, objectsOf, textOf, wholeOf } from "../wire/json";
import { type PresenceState, readState } from "./presence";
import { readProfile } from "./profile";

/** The newest message of a room. */
export interface LastMessage {
  readonly sender: string;
  /** What the sender is called; absent: not told. */
  readonly name?: string;
  /** Its beginning; empty for a message without a text. */
  readonly text: string;
  /** Of the content; see `Content`. */
  readonly kind?: string;
  readonly isDeleted?: boolean;
  readonly at: number;
}

/** How the user keeps a room in the list, the same on all devices. */
export interface RoomFlags {
  /** Marked as unread by hand. */
  readonly marked: boolean;
  readonly pinned: boolean;
  readonly muted: boolean;
  readonly archived: boolean;
}

/** A room of the user, as in the list. What an older hub does not say is absent. */
export interface RoomInfo {
  readonly room: string;
  /** Empty where the hub does not say it. */
  readonly name: string;
  readonly kind: string;
  /** Of this user: `invited` as long as it has neither joined nor declined. */
  readonly role: string;
  /** The other user of a direct room. */
  readonly user?: string;
  /** The number of the newest entry. */
  readonly seq?: number;
  /** Up to which entry the user has read. */
  readonly read?: number;
  /** How many messages of others follow what the user has read. */
  readonly unread?: number;
  /** How many of them mention the user. */
  readonly mentions?: number;
  readonly last?: LastMessage;
  /** When the newest entry was stored. */
  readonly at?: number;
  readonly flags?: RoomFlags;
}

/** A part of the list, and where the next one begins. */
export interface RoomInfoPage {
  readonly rooms: readonly RoomInfo[];
  readonly next: string | undefined;
}

/**
 * What the feed of the user says: `position` means that the list of rooms is to be asked for; with `isPartial` again now and
 * then, since the feed does not tell of all rooms.
 */
export type UserEvent =
  | { readonly kind: "position"; readonly isPartial: boolean }
  | { readonly kind: "chat"; readonly info: RoomInfo }
  /** The user has read the room, on this device or another one. */
  | ({ readonly kind: "read"; readonly room: string } & Position)
  | { readonly kind: "marked"; readonly room: string; readonly flags: RoomFlags }
  | { readonly kind: "removed"; readonly room: string }
  /** So many messages of a room wait for the user to review them. */
  | { readonly kind: "review"; readonly room: string; readonly waiting: number }
  | ({ readonly kind: "decided" } & Decision)
  /** What the user has chosen to be shown as, and sees of itself. */
  | { readonly kind: "presence"; readonly state: PresenceState };

/** What a moderator has decided about a message of the user, or about an edit. */
export interface Decision {
  /** Of a message; absent: it is an edit. */
  readonly clientId?: string;
  readonly isReleased: boolean;
  /** Why not; empty where the moderator did not say it. */
  readonly reason: string;
}

/** Up to which entry a user has read, and how many messages of others follow. */
export interface Position {
  readonly seq: number;
  readonly unread: number;
}

/** What a room is called in a list. */
export function titleOf({ room, name, kind, user }: RoomInfo): string {
  return name || (kind === "direct" ? (user ?? "Direct messages") : room);
}

function readLast(source: JsonObject): LastMessage | undefined {
  const sender = textOf(source, "sender");
  const { name } = readProfile(objectOf(source, "profile"));
  const at = instantOf(source, "at");
  const kind = textOf(source, "kind");
  const isDeleted = source.deleted !== undefined && source.deleted !== false;
  return sender === undefined || at === undefined
    ? undefined
    : {
        sender,
        ...(name && { name }),
        text: textOf(source, "text") ?? "",
        at,
        ...(kind && { kind }),
        ...(isDeleted && { isDeleted }),
      };
}

function readRoom(source: JsonObject): RoomInfo | undefined {
  const room = textOf(source, "room");
  const name = textOf(source, "name") ?? "";
  const user = textOf(source, "user");
  const seq = wholeOf(source, "seq");
  const read = wholeOf(source, "read");
  const unread = wholeOf(source, "unread");
  const mentions = wholeOf(source, "mentions");
  const last = readLast(objectOf(source, "last"));
  const at = instantOf(source, "at");
  const flags = readFlags(source, "marked");
  return room === undefined
    ? undefined
    : {
        room,
        name: isBlank(name) ? "" : name,
        kind: textOf(source, "kind") ?? "group",
        role: textOf(source, "role") ?? "member",
        ...(user && { user }),
        ...(seq !== undefined && { seq }),
        ...(read !== undefined && { read }),
        ...(unread !== undefined && { unread }),
        ...(mentions !== undefined && { mentions }),
        ...(last && { last }),
        ...(at !== undefined && { at }),
        ...(Object.values(flags).includes(true) && { flags }),
      };
}

/** @param marked the field that says whether the room is marked as unread */
function readFlags(source: JsonObject, marked: "marked" | "unread"): RoomFlags {
  return {
    marked: isTrue(source, marked),
    pinned: isTrue(source, "pinned"),
    muted: isTrue(source, "muted"),
    archived: isTrue(source, "archived"),
  };
}

export function readPosition(source: JsonObject): Position | undefined {
  const seq = wholeOf(source, "seq");
  const unread = wholeOf(source, "unread");
  return seq === undefined || unread === undefined ? undefined : { seq, unread };
}

export function readRoomPage(source: JsonObject): RoomInfoPage {
  return { rooms: objectsOf(source, "rooms").flatMap((info) => readRoom(info) ?? []), next: textOf(source, "next") };
}

function readDecision(source: JsonObject): Decision {
  const clientId = textOf(source, "clientId");
  return {
    ...(clientId && { clientId }),
    isReleased: textOf(source, "result") === "released",
    reason: textOf(source, "reason") ?? "",
  };
}

/** What the feed of the user says; nothing when this page does not know such an event. */
export function readUserEvent(source: JsonObject): UserEvent | undefined {
  const room = textOf(source, "room");
  switch (textOf(source, "event")) {
    case "position":
      return { kind: "position", isPartial: isTrue(source, "partial") };
    case "chat": {
      const info = readRoom(source);
      return info && { kind: "chat", info };
    }
    case "read": {
      const position = readPosition(source);
      return room === undefined ? undefined : position && { kind: "read", room, ...position };
    }
    case "marked":
      return room === undefined || typeof source.unread !== "boolean"
        ? undefined
        : { kind: "marked", room, flags: readFlags(source, "unread") };
    case "removed":
      return room === undefined ? undefined : { kind: "removed", room };
    case "review":
      return room === undefined ? undefined : { kind: "review", room, waiting: wholeOf(source, "waiting") ?? 0 };
    case "held":
      return { kind: "decided", ...readDecision(source) };
    case "presence": {
      const state = readState(source);
      return state && { kind: "presence", state };
    }
    default:
      return undefined;
  }
}
