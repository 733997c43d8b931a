// SPDX-License-Identifier: Apache-2.0
import { isTrue, type JsonObject, objectOf, textOf, wholeOf } from "../wire/json";
import { type Content, type Mentions, PLAIN, readMentions } from "./content";

/** What a message is to hold beside its text; what is absent is as in a plain text. */
export interface Extras {
  readonly kind?: string;
  readonly data?: JsonObject;
  readonly replyTo?: number;
  readonly thread?: number;
  readonly alsoInRoom?: boolean;
  readonly mentions?: Mentions;
}

/** Whether someone is mentioned. */
export function isAny({ users, roles, room }: Mentions): boolean {
  return users.length > 0 || roles.length > 0 || room;
}

/** The fields of a request for these mentions. */
export function mentionFields({ users, roles, room }: Mentions): JsonObject {
  return {
    ...(users.length > 0 && { mentions: users }),
    ...(roles.length > 0 && { mentionRoles: roles }),
    ...(room && { mentionRoom: true }),
  };
}

/** The fields of a request to send it. */
export function extraFields({ mentions, ...others }: Extras): JsonObject {
  return { ...others, ...(mentions && mentionFields(mentions)) };
}

/** The extras of what {@link extraFields} gave. */
export function readExtras(source: JsonObject): Extras {
  const kind = textOf(source, "kind");
  const replyTo = wholeOf(source, "replyTo");
  const thread = wholeOf(source, "thread");
  const mentions = readMentions(source);
  return {
    ...(kind && { kind, data: objectOf(source, "data") }),
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread }),
    ...(isTrue(source, "alsoInRoom") && { alsoInRoom: true }),
    ...(isAny(mentions) && { mentions }),
  };
}

/** The content of a message with them, as the hub will show it. */
export function draftContent(extras: Extras): Content {
  return { ...PLAIN, ...extras };
}
