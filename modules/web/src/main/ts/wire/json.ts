// SPDX-License-Identifier: Apache-2.0

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object from the wire. Nothing about its fields is known before a reader has looked. */
export interface JsonObject {
  readonly [field: string]: Json | undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object in a text, if there is one. */
export function parseObject(source: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(source);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function textOf(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === "string" ? value : undefined;
}

export function wholeOf(object: JsonObject, field: string): number | undefined {
  const value = object[field];
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

/** Whether a field is there and true. */
export function isTrue(object: JsonObject, field: string): boolean {
  return object[field] === true;
}

export function objectOf(object: JsonObject, field: string): JsonObject {
  const value = object[field];
  return isObject(value) ? value : {};
}

export function objectsOf(object: JsonObject, field: string): JsonObject[] {
  const value = object[field];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textsOf(object: JsonObject, field: string): string[] {
  const value = object[field];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** Milliseconds since 1970 of an ISO instant. */
export function instantOf(object: JsonObject, field: string): number | undefined {
  const millis = Date.parse(textOf(object, field) ?? "");
  return Number.isNaN(millis) ? undefined : millis;
}
