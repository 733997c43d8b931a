// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session.request;

import dev.hubbub.contract.error.HubException;
import org.jspecify.annotations.Nullable;

/** Tells a client what came of a request, in the words of its dialect. */
public interface ReplyHandler {
    /** @param body a record, or anything that JSON can hold */
    void replied(@Nullable Object body);

    /** The request failed. */
    void failed(HubException cause);
}
