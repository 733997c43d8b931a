// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, it, vi } from "vitest";
import { newId } from "../../main/ts/wire/id";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => {
  vi.unstubAllGlobals();
});

it("makes ids where the browser does", () => {
  expect(newId()).toMatch(UUID);
});

it("makes ids on insecure origins too, each another", () => {
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => globalCrypto.getRandomValues(bytes) });
  const ids = new Set(Array.from({ length: 100 }, () => newId()));
  expect(ids.size).toBe(100);
  for (const id of ids) {
    expect(id).toMatch(UUID);
  }
});

const globalCrypto = crypto;
