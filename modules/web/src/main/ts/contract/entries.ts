// SPDX-License-Identifier: Apache-2.0

import { isBlank } from "../text/visible";
import { instantOf, type JsonObject, objectOf, objectsOf, textOf, wholeOf } from "../wire/json";

/** How a user is shown. Each part may be missing. */
export interface Profile {
  readonly name?: string;
  readonly picture?: string;
  readonly role?: string;
}

/** `other` is a kind that this page does not know: it counts, but is not shown. */
export type EntryKind =
  | "message"
  | "created"
  | "joined"
  | "left"
  | "removed"
  | "invited"
  | "role"
  | "muted"
  | "banned"
  | "unbanned"
  | "changed"
  | "ended"
  | "other";

/** One numbered entry of a room. */
export interface Entry {
  readonly event: EntryKind;
  readonly seq: number;
  readonly sender: string;
  /** Whom a membership change concerns; empty for the first entry of a room without an owner. */
  readonly user: string;
  readonly text: string;
  readonly at: number;
  readonly profile: Profile;
  readonly clientId?: string;
  /** What the user is from now on. */
  readonly role?: string;
  /** Until when the user is muted or banned. */
  readonly until?: number;
  /** Of a change of the room: its name from now on. */
  readonly roomName?: string;
}

export interface Member {
  readonly user: string;
  readonly role: string;
  readonly profile: Profile;
}

export interface MemberList {
  readonly name: string;
  readonly seq: number;
  /** Whether every user may join: what the rules of this kind of room say of those who are no members. */
  readonly open: boolean;
  readonly members: readonly Member[];
}

export interface RoomInfo {
  readonly room: string;
  readonly name: string;
}

export interface PresenceState {
  readonly user: string;
  readonly online: boolean;
  readonly lastSeen?: number;
}

export type RoomEvent =
  | { readonly kind: "position"; readonly seq: number }
  | { readonly kind: "reset"; readonly seq: number; readonly reason: string }
  | { readonly kind: "typing"; readonly user: string; readonly typing: boolean; readonly expiresAt: number }
  | { readonly kind: "presence"; readonly state: PresenceState }
  | { readonly kind: "entry"; readonly entry: Entry };

/** What the feed of the user says: `position` means that the list of rooms is to be asked for. */
export type UserEvent =
  | { readonly kind: "position" }
  | { readonly kind: "chat"; readonly info: RoomInfo }
  | { readonly kind: "removed"; readonly room: string };

const KINDS: readonly string[] = [
  "message",
  "created",
  "joined",
  "left",
  "removed",
  "invited",
  "role",
  "muted",
  "banned",
  "unbanned",
  "changed",
  "ended",
];

function isKind(event: string | undefined): event is EntryKind {
  return event !== undefined && KINDS.includes(event);
}

export function readProfile(source: JsonObject): Profile {
  const name = textOf(source, "name");
  const picture = textOf(source, "picture");
  const role = textOf(source, "role");
  return {
    ...(name && !isBlank(name) && { name }),
    ...(picture?.startsWith("https://") && { picture }),
    ...(role && { role }),
  };
}

export function readEntry(source: JsonObject): Entry | undefined {
  const event = textOf(source, "event");
  const seq = wholeOf(source, "seq");
  const sender = textOf(source, "sender");
  const clientId = textOf(source, "clientId");
  const role = textOf(source, "role");
  const until = instantOf(source, "until");
  const roomName = textOf(objectOf(source, "details"), "name");
  if (seq === undefined || sender === undefined) {
    return undefined;
  }
  return {
    event: isKind(event) ? event : "other",
    seq,
    sender,
    user: textOf(source, "user") ?? (event === "created" ? "" : sender),
    text: textOf(source, "text") ?? "",
    at: instantOf(source, "at") ?? Date.now(),
    profile: readProfile(objectOf(source, "profile")),
    ...(clientId && { clientId }),
    ...(role && { role }),
    ...(until !== undefined && { until }),
    ...(roomName && { roomName }),
  };
}

export function readEntries(page: JsonObject): Entry[] {
  return objectsOf(page, "messages").flatMap((source) => readEntry(source) ?? []);
}

function readState(source: JsonObject): PresenceState | undefined {
  const user = textOf(source, "user");
  const lastSeen = instantOf(source, "lastSeen");
  return user === undefined
    ? undefined
    : { user, online: source.online === true, ...(lastSeen !== undefined && { lastSeen }) };
}

export function readStates(source: JsonObject): PresenceState[] {
  return objectsOf(source, "users").flatMap((state) => readState(state) ?? []);
}

/** What a room's feed says; nothing when this page does not know such an event. */
export function readEvent(source: JsonObject): RoomEvent | undefined {
  const event = textOf(source, "event");
  if (event === "position") {
    const seq = wholeOf(source, "seq");
    return seq === undefined ? undefined : { kind: "position", seq };
  }
  if (event === "reset") {
    const seq = wholeOf(source, "seq");
    return seq === undefined ? undefined : { kind: "reset", seq, reason: textOf(source, "reason") ?? "" };
  }
  if (event === "typing") {
    const user = textOf(source, "user");
    const expiresAt = instantOf(source, "expiresAt") ?? 0;
    return user === undefined ? undefined : { kind: "typing", user, typing: source.typing === true, expiresAt };
  }
  if (event === "presence") {
    const state = readState(source);
    return state && { kind: "presence", state };
  }
  const entry = readEntry(source);
  return entry && { kind: "entry", entry };
}

export function readMembers(source: JsonObject): MemberList {
  const members = objectsOf(source, "members").flatMap((member) => {
    const user = textOf(member, "user");
    const role = textOf(member, "role") ?? "member";
    return user === undefined ? [] : { user, role, profile: readProfile(objectOf(member, "profile")) };
  });
  const isOpenKind = ["group", "channel"].includes(textOf(source, "base") ?? textOf(source, "kind") ?? "group");
  const open = isOpenKind && textOf(source, "visibility") !== "private";
  return { name: textOf(source, "name") ?? "", seq: wholeOf(source, "seq") ?? 0, open, members };
}

function readRoom(source: JsonObject): RoomInfo | undefined {
  const room = textOf(source, "room");
  const name = textOf(source, "name") ?? "";
  return room === undefined ? undefined : { room, name: isBlank(name) ? room : name };
}

export function readRooms(source: JsonObject): RoomInfo[] {
  return objectsOf(source, "rooms").flatMap((info) => readRoom(info) ?? []);
}

/** What the feed of the user says; nothing when this page does not know such an event. */
export function readUserEvent(source: JsonObject): UserEvent | undefined {
  const event = textOf(source, "event");
  const info = readRoom(source);
  if (event === "position") {
    return { kind: "position" };
  }
  if (event === "chat" && info) {
    return { kind: "chat", info };
  }
  return event === "removed" && info ? { kind: "removed", room: info.room } : undefined;
}
