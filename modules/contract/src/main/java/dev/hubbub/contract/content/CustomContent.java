// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code x.NAME}: a kind of the host app. What its data mean is not checked. */
final class CustomContent extends ContentKind {
    static final String EXPECTED = "x. and 1 to 32 letters, digits, '-', '_' or '.'";
    private static final Pattern NAME = Pattern.compile("x\\.[A-Za-z0-9_.-]{1,32}");

    CustomContent(String name) {
        super(name);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    @Override
    public void check(@Nullable String text, @Nullable Map<String, Object> data) {
        if (text == null && data == null) {
            throw new IllegalArgumentException("data: missing (expected: a text or data)");
        }
    }
}
