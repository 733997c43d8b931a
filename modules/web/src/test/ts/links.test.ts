// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { splitLinks } from "../../main/ts/view/log/links";

function hrefs(text: string): string[] {
  return splitLinks(text).flatMap(({ href }) => href ?? []);
}

describe("splitLinks", () => {
  it("loses nothing of the text", () => {
    const text = "see http://a.example/x, (https://b.example/y) and mailto:ann@example.com!\nbye";
    expect(
      splitLinks(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
    expect(hrefs(text)).toEqual(["http://a.example/x", "https://b.example/y", "mailto:ann@example.com"]);
  });

  it.each([
    ["https://a.example/wiki/X_(y)", "https://a.example/wiki/X_(y)"],
    ["https://a.example/?q=1&r=2#f.", "https://a.example/?q=1&r=2#f"],
    ["[t](https://a.example)", "https://a.example/"],
    ["HTTPS://A.Example/P", "https://a.example/P"],
  ])("finds the end of %s", (text, href) => {
    expect(hrefs(text)).toEqual([href]);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://a.example",
    "//a.example",
    "www.a.example",
    "http://",
    "https://bank.example@evil.example/",
    "https://user:word@evil.example/",
    "mailto:nobody",
    "&#106;avascript:alert(1)",
  ])("makes no link of %j", (text) => {
    expect(splitLinks(text)).toEqual([{ text }]);
  });

  it("ends an address where characters begin that turn or hide text", () => {
    expect(hrefs("https://a.example/\u202egpj.exe")).toEqual(["https://a.example/"]);
    expect(hrefs("https://a.example/\u200bx")).toEqual(["https://a.example/"]);
  });

  it("is quick with hostile texts", () => {
    expect(splitLinks(`https://a.example/${")".repeat(20_000)}`)).toHaveLength(2);
    expect(splitLinks(`https://a.example/${".".repeat(20_000)}x`)).toHaveLength(1);
    expect(splitLinks("http://".repeat(5_000)).length).toBeGreaterThan(0);
  });
});
