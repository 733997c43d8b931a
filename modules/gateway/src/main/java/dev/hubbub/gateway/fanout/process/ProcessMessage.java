// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.process;

import dev.hubbub.contract.error.HubException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of the bus for a process.
 *
 * @param address what the process registered
 * @param headers those of the message, the caller among them
 * @param body anything that JSON can hold, or null
 * @param send whether it was sent to one consumer; otherwise it was published to all
 * @param answer where it is answered; null: nothing waits for an answer
 */
public record ProcessMessage(
        String address, Map<String, String> headers, @Nullable Object body, boolean send, @Nullable Answer answer) {

    /** Where a request is answered, once. */
    public interface Answer {
        /** @param body anything that JSON can hold, or null */
        void reply(@Nullable Object body);

        /** The request failed. */
        void fail(HubException cause);
    }

    /** The request failed; where nothing waits for an answer, nothing happens. */
    void fail(HubException cause) {
        if (answer != null) {
            answer.fail(cause);
        }
    }
}
