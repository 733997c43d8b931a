// SPDX-License-Identifier: Apache-2.0
import { instantOf, isObject, isTrue, type JsonObject, objectsOf, textOf } from "../wire/json";
import { type Profile, readProfile } from "./profile";

const STATUSES = ["online", "away", "invisible", "offline"] as const;

/** How a user is shown; `invisible` is seen by that user alone. */
export type PresenceStatus = (typeof STATUSES)[number];

export interface PresenceState {
  readonly user: string;
  readonly online: boolean;
  /** Absent: an older hub, which knows only who is online. */
  readonly status?: PresenceStatus;
  /** What the user has chosen to show beside the name. */
  readonly text?: string;
  readonly lastSeen?: number;
  readonly profile?: Profile;
}

export function readState(source: JsonObject): PresenceState | undefined {
  const user = textOf(source, "user");
  const status = STATUSES.find((known) => known === source.status);
  const text = textOf(source, "text");
  const lastSeen = instantOf(source, "lastSeen");
  return user === undefined
    ? undefined
    : {
        user,
        online: isTrue(source, "online"),
        ...(status && { status }),
        ...(text && { text }),
        ...(lastSeen !== undefined && { lastSeen }),
        ...(isObject(source.profile) && { profile: readProfile(source.profile) }),
      };
}

/** The states of the members; nothing where the room does not tell them, as a channel. */
export function readStates(source: JsonObject): PresenceState[] | undefined {
  const states = objectsOf(source, "users").flatMap((state) => readState(state) ?? []);
  return states.length === 0 ? undefined : states;
}
