// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.content;

import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import java.nio.charset.StandardCharsets;

/**
 * How much a message holds, and who sends which kind of content.
 *
 * @param maxTextBytes the longest text, in bytes of UTF-8
 */
public record ContentLimits(int maxTextBytes) {
    /** @throws HubException TOO_LARGE, FORBIDDEN for a kind of the host app, or BAD_REQUEST for data that is no JSON */
    public void check(Caller caller, Send content) {
        if (ContentKinds.named(content.kind()).isOfServer() && !caller.may(Grant.SERVER)) {
            throw new HubException(
                    ErrorCode.FORBIDDEN, "kind: " + content.kind() + " (expected: only from the host app's server)");
        }
        if (content.text() != null) {
            checkText(content.text());
        }
        JsonData.check(content.data(), Messages.MAX_DATA_BYTES);
    }

    /** @throws HubException TOO_LARGE */
    public void checkText(String text) {
        if (text.length() <= maxTextBytes / 3) {
            return; // a char takes three bytes at most
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxTextBytes) {
            throw new HubException(
                    ErrorCode.TOO_LARGE, "text: " + bytes + " bytes (expected: at most " + maxTextBytes + ")");
        }
    }
}
