// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of the head of a request, and finds what lenient decoders join, trim or skip (RFC 9112). */
final class HeadSyntax {
    private static final String NAME_SYMBOLS = "!#$%&'*+-.^_`|~";
    private static final int DELETE = 0x7f;

    /** Where in the head the next byte is. */
    private enum Place {
        BEFORE,
        REQUEST_LINE,
        NAME,
        VALUE
    }

    private Place place = Place.BEFORE;
    private boolean atStart = true;
    private int previous;
    private @Nullable String fault;

    /** What is wrong with the bytes until now. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    void read(byte octet) {
        int next = octet & 0xff;
        if (next == '\n') {
            endLine();
        } else if (previous == '\r') {
            refuse("CR without LF");
        } else if (next != '\r') {
            inLine(next);
            atStart = false;
        }
        previous = next;
    }

    private void endLine() {
        atStart = true;
        if (place != Place.BEFORE) { // empty lines may come before a request
            place = Place.NAME;
        }
    }

    private void inLine(int next) {
        if (place == Place.BEFORE) {
            place = Place.REQUEST_LINE;
        }
        switch (place) {
            case NAME -> inName(next);
            case VALUE -> check(next == '\t' || !isControl(next), "control character in a header");
            default -> {
                check(next == ' ' || !isControl(next), "control character in the request line");
                check(next != ' ' || (!atStart && previous != ' '), "more than one space in the request line");
            }
        }
    }

    private void inName(int next) {
        if (next == ':') {
            check(!atStart, "header without a name");
            place = Place.VALUE;
        } else if (next == ' ' || next == '\t') {
            refuse(atStart ? "folded header" : "space in the name of a header");
        } else {
            check(isNameCharacter(next), "character that no name of a header has");
        }
    }

    private static boolean isControl(int octet) {
        return octet < ' ' || octet == DELETE;
    }

    private static boolean isNameCharacter(int octet) {
        return (octet >= '0' && octet <= '9')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= 'a' && octet <= 'z')
                || NAME_SYMBOLS.indexOf(octet) >= 0;
    }

    private void check(boolean expected, String otherwise) {
        if (!expected) {
            refuse(otherwise);
        }
    }

    private void refuse(String what) {
        fault = fault == null ? what : fault;
    }
}
