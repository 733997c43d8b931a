// SPDX-License-Identifier: Apache-2.0
import {
  instantOf,
  isObject,
  isTrue,
  type JsonObject,
  objectOf,
  objectsOf,
  textOf,
  textsOf,
  wholeOf,
} from "../wire/json";

/** Which entry did something, and who. */
export interface Mark {
  readonly seq: number;
  readonly by: string;
  readonly at: number;
}

/** The replies of a thread, as its first message shows them. */
export interface ThreadSummary {
  readonly count: number;
  /** The number of the newest reply. */
  readonly last: number;
  /** Who replied last, the newest first. */
  readonly users: readonly string[];
}

/** Whom a message mentions. */
export interface Mentions {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly room: boolean;
}

/** What a message holds beside its text, and what became of it. */
export interface Content {
  /** `text`, `code`, `image`, `document`, `voice`, `location`, `system`, or one of the host app. */
  readonly kind: string;
  readonly data: JsonObject;
  readonly replyTo?: number;
  /** The number of the first message of the thread that it belongs to. */
  readonly thread?: number;
  /** Whether a reply in a thread is shown in the room too. */
  readonly alsoInRoom: boolean;
  readonly mentions: Mentions;
  readonly edited?: Mark;
  readonly deleted?: Mark;
  readonly pinned?: Mark;
  readonly reactions: ReadonlyMap<string, number>;
  readonly replies?: ThreadSummary;
  /** The number of the newest change that is in it; 0: none. */
  readonly changed: number;
}

/** What changes an earlier message. */
export interface Change {
  readonly target: number;
  readonly emoji: string;
  readonly on: boolean;
  readonly mentions: Mentions;
  /** Absent where a later change has replaced it. */
  readonly text?: string;
}

export const NO_MENTIONS: Mentions = { users: [], roles: [], room: false };

/** Of a message that is a text and nothing else. */
export const PLAIN: Content = {
  kind: "text",
  data: {},
  alsoInRoom: false,
  mentions: NO_MENTIONS,
  reactions: new Map(),
  changed: 0,
};

function readMark(source: JsonObject, field: string): Mark | undefined {
  const mark = objectOf(source, field);
  const seq = wholeOf(mark, "seq");
  const by = textOf(mark, "by");
  return seq === undefined || by === undefined ? undefined : { seq, by, at: instantOf(mark, "at") ?? 0 };
}

export function readMentions(source: JsonObject): Mentions {
  return {
    users: textsOf(source, "mentions"),
    roles: textsOf(source, "mentionRoles"),
    room: isTrue(source, "mentionRoom"),
  };
}

function readReactions(source: JsonObject): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(source).flatMap(([emoji, count]): [string, number][] =>
      typeof count === "number" && count > 0 ? [[emoji, count]] : [],
    ),
  );
}

function readReplies(source: JsonObject): ThreadSummary | undefined {
  const count = wholeOf(source, "count");
  return count === undefined
    ? undefined
    : { count, last: wholeOf(objectOf(source, "last"), "seq") ?? 0, users: textsOf(source, "users") };
}

/** What a message holds; what an older hub does not say is absent. */
export function readContent(source: JsonObject): Content {
  const replyTo = wholeOf(source, "replyTo");
  const thread = wholeOf(source, "thread");
  const edited = readMark(source, "edited");
  const deleted = readMark(source, "deleted");
  const pinned = readMark(source, "pinned");
  const replies = isObject(source.replies) ? readReplies(source.replies) : undefined;
  const changed = wholeOf(source, "changed") ?? 0;
  return {
    kind: textOf(source, "kind") ?? "text",
    data: objectOf(source, "data"),
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread }),
    alsoInRoom: isTrue(source, "alsoInRoom"),
    mentions: readMentions(source),
    ...(edited && { edited }),
    ...(deleted && { deleted }),
    ...(pinned && { pinned }),
    reactions: readReactions(objectOf(source, "reactions")),
    ...(replies && { replies }),
    changed: Math.max(changed, edited?.seq ?? 0, deleted?.seq ?? 0, pinned?.seq ?? 0),
  };
}

/** What an entry changes in an earlier message; nothing where it names none. */
export function readChange(source: JsonObject): Change | undefined {
  const target = wholeOf(source, "target");
  const text = textOf(source, "text");
  return target === undefined
    ? undefined
    : {
        target,
        emoji: textOf(source, "emoji") ?? "",
        on: isTrue(source, "on"),
        mentions: readMentions(source),
        ...(text !== undefined && { text }),
      };
}

/** The texts that a message had, the oldest first. */
export interface Version {
  readonly at: number;
  readonly text: string;
}

export function readVersions(source: JsonObject): Version[] {
  return objectsOf(source, "versions").map((version) => ({
    at: instantOf(version, "at") ?? 0,
    text: textOf(version, "text") ?? "",
  }));
}
