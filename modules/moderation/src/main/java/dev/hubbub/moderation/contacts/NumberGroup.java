// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

/**
 * A part of a number.
 *
 * @param digits its digits
 * @param isSpoken whether it is written in words
 * @param from its first token
 * @param to the token after its last one
 * @param gap the marks between it and the part before it: a space for any number of them
 */
record NumberGroup(String digits, boolean isSpoken, int from, int to, String gap) {
    int length() {
        return digits.length();
    }

    int value() {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
