// SPDX-License-Identifier: Apache-2.0

import { instantOf, isObject, isTrue, type JsonObject, objectOf, objectsOf, textOf, wholeOf } from "../wire/json";
import { type Change, type Content, readChange, readContent } from "./content";
import { type RoomDetails, readDetails } from "./details";
import { type PresenceState, readState } from "./presence";
import { type Profile, readProfile } from "./profile";

/** `other` is a kind that this page does not know: it counts, but is not shown. */
export type EntryKind =
  | "message"
  | "edited"
  | "deleted"
  | "reacted"
  | "pinned"
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
  /** Of the sender. */
  readonly profile: Profile;
  /** Of the user, where that is not the sender. */
  readonly userProfile?: Profile;
  readonly clientId?: string;
  /** What the user is from now on. */
  readonly role?: string;
  /** Until when the user is muted or banned. */
  readonly until?: number;
  /** What the room is from now on. */
  readonly details?: RoomDetails;
  /** Of a message; absent: it is a text and nothing else. */
  readonly content?: Content;
  /** What it changes in an earlier message. */
  readonly change?: Change;
  /** Whether this page made it of what it has sent: the hub may have stored another text. */
  readonly isOwnCopy?: boolean;
}

export interface Member {
  readonly user: string;
  readonly role: string;
  /** Until when the member is muted. */
  readonly until?: number;
  readonly profile: Profile;
}

export interface MemberList {
  readonly details: RoomDetails;
  readonly seq: number;
  readonly members: readonly Member[];
  /** Whether there are others, whom the list does not name; absent: no. */
  readonly hasMore?: boolean;
}

/** A member types, or stopped. */
export interface TypingHint {
  readonly user: string;
  readonly profile?: Profile;
  readonly typing: boolean;
  readonly expiresAt: number;
}

export type RoomEvent =
  | { readonly kind: "position"; readonly seq: number }
  | { readonly kind: "reset"; readonly seq: number; readonly reason: string }
  | ({ readonly kind: "typing" } & TypingHint)
  | { readonly kind: "presence"; readonly state: PresenceState }
  | { readonly kind: "entry"; readonly entry: Entry };

/** The kinds that change an earlier message. */
const CHANGES: readonly string[] = ["edited", "deleted", "reacted", "pinned"];

const KINDS: readonly string[] = [
  "message",
  ...CHANGES,
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

export function readEntry(source: JsonObject): Entry | undefined {
  const event = textOf(source, "event");
  const seq = wholeOf(source, "seq");
  const sender = textOf(source, "sender");
  const clientId = textOf(source, "clientId");
  const role = textOf(source, "role");
  const until = instantOf(source, "until");
  const change = event !== undefined && CHANGES.includes(event) ? readChange(source) : undefined;
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
    ...(isObject(source.userProfile) && { userProfile: readProfile(source.userProfile) }),
    ...(clientId && { clientId }),
    ...(role && { role }),
    ...(until !== undefined && { until }),
    ...(isObject(source.details) && { details: readDetails(source.details) }),
    ...(event === "message" && { content: readContent(source) }),
    ...(change && { change }),
  };
}

export function readEntries(page: JsonObject): Entry[] {
  return objectsOf(page, "messages").flatMap((source) => readEntry(source) ?? []);
}

function readTyping(source: JsonObject): TypingHint | undefined {
  const user = textOf(source, "user");
  return user === undefined
    ? undefined
    : {
        user,
        ...(isObject(source.profile) && { profile: readProfile(source.profile) }),
        typing: isTrue(source, "typing"),
        expiresAt: instantOf(source, "expiresAt") ?? 0,
      };
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
    const hint = readTyping(source);
    return hint && { kind: "typing", ...hint };
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
    const until = instantOf(member, "until");
    const profile = readProfile(objectOf(member, "profile"));
    return user === undefined ? [] : { user, role, profile, ...(until !== undefined && { until }) };
  });
  const hasMore = textOf(source, "next") !== undefined;
  return { details: readDetails(source), seq: wholeOf(source, "seq") ?? 0, members, hasMore };
}
