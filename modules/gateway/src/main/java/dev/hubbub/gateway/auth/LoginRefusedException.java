// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;

/** A login, or a credential of an HTTP request, was refused for a reason that its code alone does not tell. */
public final class LoginRefusedException extends HubException {
    private static final long serialVersionUID = 1L;

    private final LoginRefusal reason;

    /** UNAUTHORIZED. The text must say no more than the bearer could know. */
    public LoginRefusedException(LoginRefusal reason, String text) {
        this(reason, new HubException(ErrorCode.UNAUTHORIZED, text));
    }

    /** The same failure, with its reason. */
    public LoginRefusedException(LoginRefusal reason, HubException cause) {
        super(cause);
        this.reason = reason;
    }

    /** Why the login was refused. */
    public LoginRefusal reason() {
        return reason;
    }
}
