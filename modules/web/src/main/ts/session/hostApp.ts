// SPDX-License-Identifier: Apache-2.0
import { parseObject, textOf } from "../wire/json";

/** How this page fits into the host app, as the hub is configured. */
export interface HostApp {
  /** Where people without a token log in. */
  readonly loginUrl: string | undefined;
  /** The origins of pages that may show this one in a frame. */
  readonly frameAncestors: readonly string[];
}

/** Asks the hub; nothing when it does not answer. */
export async function askHostApp(ask: typeof fetch = fetch): Promise<HostApp | undefined> {
  try {
    const answer = await ask("session/page", { credentials: "omit", referrerPolicy: "no-referrer" });
    const body = answer.ok ? parseObject(await answer.text()) : undefined;
    const origins = body?.frameAncestors;
    return (
      body && {
        loginUrl: textOf(body, "loginUrl"),
        frameAncestors: Array.isArray(origins) ? origins.filter((origin) => typeof origin === "string") : [],
      }
    );
  } catch {
    return undefined;
  }
}

/** The address of the host app's login. It gets the address of this page, without the fragment, to send people back. */
export function loginAddress(loginUrl: string, place: Location = location): string {
  const page = `${place.origin}${place.pathname}${place.search}`;
  return loginUrl.split("{page}").join(encodeURIComponent(page));
}
