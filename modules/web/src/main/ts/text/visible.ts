// SPDX-License-Identifier: Apache-2.0

/** Characters that leave no trace on the page: blanks, controls, and letters and marks without a shape. */
const INVISIBLE = /[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{1d159}]/gu;

/** Whether a text shows nothing at all. */
export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, "") === "";
}
