// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

/** The hub did not start or cannot go on, for a reason outside its settings; the message is for the operator. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message, null, false, false);
    }
}
