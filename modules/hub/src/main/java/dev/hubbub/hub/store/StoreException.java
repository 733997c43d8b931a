// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

/** The embedded store cannot be opened; the message is for the operator. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message, null, false, false);
    }
}
