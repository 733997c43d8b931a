// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.text;

/** What a token is. */
public enum TokenType {
    WORD,
    DIGITS,
    SPACE,
    LINE,
    MARK,
    /** There is no token. */
    NONE
}
