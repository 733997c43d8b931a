// SPDX-License-Identifier: Apache-2.0
import type { Bridge } from "../wire/bridge";
import { instantOf, type JsonObject, objectOf, objectsOf, textOf, wholeOf } from "../wire/json";
import { readProfile } from "./profile";

/** A message, or an edit of one, that waits for a moderator. */
export interface HeldMessage {
  readonly id: string;
  readonly sender: string;
  /** Of the sender, where the hub knows it. */
  readonly name?: string;
  /** Of the content; see `Content`. */
  readonly kind: string;
  readonly text: string;
  /** Of a file. */
  readonly url?: string;
  /** Of an edit: the number of the message. */
  readonly target?: number;
  /** Why it is held; empty where the hub does not say it. */
  readonly reason: string;
  readonly at: number;
}

export interface HeldPage {
  readonly messages: readonly HeldMessage[];
  /** Whether there are others. */
  readonly hasMore: boolean;
}

/** The requests of the contract about messages that wait for a moderator, over one logged-in socket. */
export class HeldRequests {
  constructor(private readonly bridge: Bridge) {}

  /** The first ones of a room, the oldest first. */
  async list(room: string): Promise<HeldPage> {
    const page = await this.bridge.request("api.moderation.held", { room });
    return {
      messages: objectsOf(page, "messages").flatMap((source) => readHeld(source) ?? []),
      hasMore: textOf(page, "next") !== undefined,
    };
  }

  /** Stores it in the name of its sender. */
  async release(room: string, id: string): Promise<void> {
    await this.bridge.request("api.moderation.release", { room, id });
  }

  /** Deletes it. */
  async drop(room: string, id: string): Promise<void> {
    await this.bridge.request("api.moderation.drop", { room, id });
  }
}

function readHeld(source: JsonObject): HeldMessage | undefined {
  const id = textOf(source, "id");
  const sender = textOf(source, "sender");
  const content = objectOf(source, "content");
  const { name } = readProfile(objectOf(source, "profile"));
  const url = textOf(objectOf(content, "data"), "url");
  const target = wholeOf(content, "target");
  return id === undefined || sender === undefined
    ? undefined
    : {
        id,
        sender,
        ...(name && { name }),
        kind: textOf(content, "kind") ?? "text",
        text: textOf(content, "text") ?? "",
        ...(url && { url }),
        ...(target !== undefined && { target }),
        reason: textOf(source, "reason") ?? "",
        at: instantOf(source, "at") ?? 0,
      };
}
