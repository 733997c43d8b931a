// SPDX-License-Identifier: Apache-2.0
import { instantOf, type JsonObject, textOf, textsOf } from "../wire/json";

/** What a user may do in a room, as far as this page offers it. */
export type Right =
  | "send"
  | "react"
  | "pin"
  | "edit"
  | "delete"
  | "leave"
  | "invite"
  | "remove"
  | "ban"
  | "mute"
  | "review"
  | "roles"
  | "end";

/** What this user may do in a room now. */
export interface Rights {
  /** Empty where the user is no member. */
  readonly role: string;
  /** Until when the user is muted. */
  readonly until?: number;
  readonly allowed: readonly string[];
}

export function readRights(source: JsonObject): Rights {
  const until = instantOf(source, "until");
  return {
    role: textOf(source, "role") ?? "",
    ...(until !== undefined && { until }),
    allowed: textsOf(source, "rights"),
  };
}
