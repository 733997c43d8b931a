// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import dev.hubbub.contract.value.Check;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code code}: the text is the source, as it is. */
final class CodeContent extends ContentKind {
    private static final int MAX_LANGUAGE = 32;

    /** @param language for example {@code java} or {@code c++}; absent: not known */
    record Data(@Nullable String language) {
        Data {
            if (language != null) {
                Check.printable("language", language, MAX_LANGUAGE);
            }
        }
    }

    CodeContent() {
        super("code");
    }

    @Override
    public void check(@Nullable String text, @Nullable Map<String, Object> data) {
        requireText(text);
        read(data, Data.class);
    }
}
