// SPDX-License-Identifier: Apache-2.0
import { parseObject, textOf } from "../wire/json";
import type { Session } from "./session";

/** How the exchange of a ticket ended. */
export type Redeemed =
  | { readonly outcome: "session"; readonly session: Session }
  /** Used, expired or never issued. */
  | { readonly outcome: "spent" }
  /** No answer that says whether it was used: asking again makes sense. */
  | { readonly outcome: "unreachable" };

/** Exchanges a ticket for the token behind it. */
export async function redeem(ticket: string, ask: typeof fetch = fetch): Promise<Redeemed> {
  try {
    const answer = await ask("session/ticket", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ticket }),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
    if (!answer.ok) {
      const mayPass = answer.status === 429 || answer.status >= 500;
      return { outcome: mayPass ? "unreachable" : "spent" };
    }
    const body = parseObject(await answer.text());
    const token = body && textOf(body, "token");
    return token ? { outcome: "session", session: { token, room: textOf(body, "room") } } : { outcome: "unreachable" };
  } catch {
    return { outcome: "unreachable" };
  }
}
