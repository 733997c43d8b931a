// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code system}: what the host app says about the room, for example that an order was paid. */
final class SystemContent extends ContentKind {
    SystemContent() {
        super("system");
    }

    @Override
    public boolean isOfServer() {
        return true;
    }

    @Override
    public void check(@Nullable String text, @Nullable Map<String, Object> data) {
        requireText(text);
    }
}
