// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

/** The ways in which a token may be signed. There are no others: a key verifies tokens of one of them. */
enum Algorithm {
    HS256("HS256"),
    RS256("RS256"),
    ES256("ES256"),
    EDDSA("EdDSA");

    private final String text;

    Algorithm(String text) {
        this.text = text;
    }

    /** As in the {@code alg} of a token or a key. */
    @Override
    public String toString() {
        return text;
    }
}
