// SPDX-License-Identifier: Apache-2.0

import type { Content } from "../../contract/content";
import { splitMentions } from "../../text/mentionMarks";
import { DELETED, kindWords, NO_TEXT } from "../../text/preview";
import { isBlank } from "../../text/visible";
import { type JsonObject, textOf, wholeOf } from "../../wire/json";
import { make } from "../dom";
import { splitLinks } from "./links";
import type { MessageRow } from "./messageRow";

/** What the body of a message is made of: lines with the same one look the same. */
export function bodyKey({ text, content, labels }: MessageRow): string {
  return JSON.stringify([text, content.kind, content.data, content.deleted !== undefined, labels]);
}

/** What stands in the bubble. Whatever others sent becomes text nodes, and addresses that were looked at. */
export function bodyOf({ text, content, labels }: MessageRow): (Node | string)[] {
  if (content.deleted) {
    return [blank(DELETED)];
  }
  switch (content.kind) {
    case "text":
      return isBlank(text) ? [blank(NO_TEXT)] : richText(text, labels);
    case "code":
      return code(text, content);
    case "image":
      return [...image(content.data, text), ...caption(text, labels)];
    case "document":
    case "voice":
      return [fileLink(content.kind, content.data), ...caption(text, labels)];
    case "location":
      return [make("span", {}, place(content.data)), ...caption(text, labels)];
    default:
      return isBlank(text) ? [blank(kindWords(content.kind) ?? NO_TEXT)] : richText(text, labels);
  }
}

function blank(words: string): HTMLElement {
  return make("em", { class: "blank" }, words);
}

/** Text with its addresses as links that tell the other side nothing about this page, and with its mentions. */
export function richText(text: string, labels: readonly string[]): (Node | string)[] {
  return splitLinks(text).flatMap((piece) =>
    piece.href === undefined ? marked(piece.text, labels) : [link(piece.href, piece.text)],
  );
}

function marked(text: string, labels: readonly string[]): (Node | string)[] {
  if (labels.length === 0) {
    return [text];
  }
  return splitMentions(text, labels).map((piece) =>
    piece.isMarked ? make("span", { class: "mention", "data-testid": "mention" }, piece.text) : piece.text,
  );
}

function link(href: string, text: string): HTMLAnchorElement {
  const anchor = make("a", { rel: "noopener noreferrer", target: "_blank", referrerpolicy: "no-referrer" }, text);
  anchor.href = href;
  return anchor;
}

function code(text: string, { data }: Content): Node[] {
  const language = textOf(data, "language") ?? "";
  const source = make("pre", { dir: "ltr" }, make("code", { "data-language": language }, text));
  return language === "" ? [source] : [make("span", { class: "code-language" }, language), source];
}

function caption(text: string, labels: readonly string[]): Node[] {
  return isBlank(text) ? [] : [make("span", { class: "caption", dir: "auto" }, ...richText(text, labels))];
}

/** The address of a file; nothing where it is no web address. */
function addressOf(data: JsonObject): URL | undefined {
  try {
    const url = new URL(textOf(data, "url") ?? "");
    return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
  } catch {
    return undefined;
  }
}

function fileLink(kind: string, data: JsonObject): Node {
  const url = addressOf(data);
  const name = `${kindWords(kind) ?? "File"}: ${textOf(data, "name") ?? url?.hostname ?? "unknown"}`;
  const words = [name, seconds(data), size(data)].filter((part) => part !== "").join(", ");
  return url ? link(url.href, words) : blank(words);
}

/** A picture from a secure address, which learns nothing of this page; else, and where it does not load, a link. */
function image(data: JsonObject, text: string): Node[] {
  const url = addressOf(data);
  const fallback = fileLink("image", data);
  if (url?.protocol !== "https:") {
    return [fallback];
  }
  const alt = (isBlank(text) ? textOf(data, "name") : text) ?? "Image";
  const width = wholeOf(data, "width");
  const height = wholeOf(data, "height");
  const picture = make("img", {
    alt,
    loading: "lazy",
    decoding: "async",
    referrerpolicy: "no-referrer",
    width: width ? String(width) : false,
    height: height ? String(height) : false,
  });
  const frame = link(url.href, "");
  frame.className = "picture";
  frame.append(picture);
  picture.addEventListener("error", () => frame.replaceWith(fallback));
  picture.src = url.href;
  return [frame];
}

const KIBIBYTE = 1_024;

function size(data: JsonObject): string {
  const bytes = wholeOf(data, "size");
  if (bytes === undefined) {
    return "";
  }
  const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
  return bytes < KIBIBYTE ** 2
    ? `${number.format(bytes / KIBIBYTE)} KiB`
    : `${number.format(bytes / KIBIBYTE ** 2)} MiB`;
}

function seconds(data: JsonObject): string {
  const length = data.seconds;
  return typeof length === "number" ? `${Math.round(length)} s` : "";
}

function place(data: JsonObject): string {
  const { lat, lon } = data;
  const where = typeof lat === "number" && typeof lon === "number" ? `${lat}, ${lon}` : "unknown";
  const label = textOf(data, "label");
  return `Location: ${label ? `${label} (${where})` : where}`;
}
