// SPDX-License-Identifier: Apache-2.0

import type { Entry } from "../../main/ts/contract/entries";
import type { Store } from "../../main/ts/session/store";
import type { Socket } from "../../main/ts/wire/bridge";
import { type JsonObject, objectOf, parseObject, textOf } from "../../main/ts/wire/json";

export class MemoryStore implements Store {
  private readonly values = new Map<string, string>();

  get(key: string): string | undefined {
    return this.values.get(key);
  }

  set(key: string, value: string): void {
    this.values.set(key, value);
  }

  remove(key: string): void {
    this.values.delete(key);
  }
}

/** A socket whose other side is the test. */
export class FakeSocket implements Socket {
  binaryType: BinaryType = "blob";
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readonly frames: JsonObject[] = [];
  isClosed = false;

  send(data: string): void {
    this.frames.push(parseObject(data) ?? {});
  }

  close(): void {
    this.isClosed = true;
  }

  opens(): void {
    this.onopen?.({} as Event);
  }

  closes(code: number): void {
    this.onclose?.({ code } as CloseEvent);
  }

  says(frame: JsonObject | ArrayBuffer): void {
    const data = frame instanceof ArrayBuffer ? frame : JSON.stringify(frame);
    this.onmessage?.({ data } as MessageEvent);
  }

  /** The last request to an address. */
  request(address: string): { body: JsonObject; replyAddress: string } {
    const frame = this.frames.filter((sent) => textOf(sent, "address") === address).pop();
    if (!frame) {
      throw new Error(`nothing was sent to ${address}`);
    }
    return { body: objectOf(frame, "body"), replyAddress: textOf(frame, "replyAddress") ?? "" };
  }

  answers(address: string, body: JsonObject): void {
    this.says({ type: "rec", address: this.request(address).replyAddress, body });
  }

  refuses(address: string, failureCode: number, message: string): void {
    const reply = this.request(address).replyAddress;
    this.says({ type: "err", address: reply, failureCode, failureType: "RECIPIENT_FAILURE", message });
  }
}

export function message(seq: number, from: Partial<Entry> = {}): Entry {
  const sender = from.sender ?? "bob";
  return {
    event: "message",
    seq,
    sender,
    user: sender,
    text: `text ${seq}`,
    at: 1_700_000_000_000 + seq * 1_000,
    profile: {},
    ...from,
  };
}

export function messages(from: number, to: number): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
}

/** What a token with these claims looks like; its signature is none. */
export function tokenOf(claims: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  const payload = btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
  return `e30.${payload}.x`;
}
