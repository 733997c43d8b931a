// SPDX-License-Identifier: Apache-2.0
import { isBlank } from "../text/visible";
import { type JsonObject, textOf } from "../wire/json";

/** How a user is shown. Each part may be missing. */
export interface Profile {
  readonly name?: string;
  readonly picture?: string;
  readonly role?: string;
}

export function readProfile(source: JsonObject): Profile {
  const name = textOf(source, "name");
  const picture = textOf(source, "picture");
  const role = textOf(source, "role");
  return {
    ...(name && !isBlank(name) && { name }),
    ...(picture?.startsWith("https://") && { picture }),
    ...(role && { role }),
  };
}
