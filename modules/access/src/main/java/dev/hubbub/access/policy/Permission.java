// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a policy answers: that the request is allowed, or why it is refused. */
public final class Permission {
    /** The request is allowed. */
    public static final Permission ALLOWED = new Permission(null);

    /** For the caller the room does not exist: a missing room gives the same failure. */
    public static final Permission HIDDEN = refused("no such room, or closed to you");

    private final @Nullable HubException refusal;

    private Permission(@Nullable HubException refusal) {
        this.refusal = refusal;
    }

    /** Refused with FORBIDDEN. The text must hold no data of other users. */
    public static Permission refused(String text) {
        return refused(ErrorCode.FORBIDDEN, text);
    }

    /** Refused with another code. */
    public static Permission refused(ErrorCode code, String text) {
        return new Permission(new HubException(code, text));
    }

    public boolean isAllowed() {
        return refusal == null;
    }

    /** The failure for the caller of a request that is not allowed. */
    public HubException refusal() {
        return Objects.requireNonNull(refusal, "allowed");
    }

    /** @throws HubException when the request is refused */
    public void require() {
        if (refusal != null) {
            throw refusal;
        }
    }
}
