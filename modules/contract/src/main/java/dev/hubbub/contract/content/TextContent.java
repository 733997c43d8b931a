// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code text}: Markdown as source, never HTML. The data is metadata of the host app. */
final class TextContent extends ContentKind {
    static final String NAME = "text";

    TextContent() {
        super(NAME);
    }

    @Override
    public void check(@Nullable String text, @Nullable Map<String, Object> data) {
        requireText(text);
    }
}
