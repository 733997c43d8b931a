// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

/** The hub cannot start or continue, for a reason other than its settings; the message is for the operator. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message, null, false, false);
    }
}
