// SPDX-License-Identifier: Apache-2.0
import { isTrue, type JsonObject, textOf, wholeOf } from "../wire/json";

/** What a room is, beside its members. */
export interface RoomDetails {
  /** Empty in a direct room, which is called like the other user. */
  readonly name: string;
  /** Where an operator has defined the kind: the one of the hub that it is like. */
  readonly kind: string;
  readonly visibility: string;
  /** `active`, `archived`, `completed`, or one that this page does not know. */
  readonly status: string;
  /** Whether only owners and moderators send. */
  readonly readOnly: boolean;
  /** How many seconds a member waits between two messages; 0: not at all. */
  readonly slowSeconds: number;
}

export function readDetails(source: JsonObject): RoomDetails {
  return {
    name: textOf(source, "name") ?? "",
    kind: textOf(source, "base") ?? textOf(source, "kind") ?? "group",
    visibility: textOf(source, "visibility") ?? "public",
    status: textOf(source, "status") ?? "active",
    readOnly: isTrue(source, "readOnly"),
    slowSeconds: Math.max(0, wholeOf(source, "slowSeconds") ?? 0),
  };
}
