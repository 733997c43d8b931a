// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of content. A message without a kind is a text. */
public final class ContentKinds {
    private static final Map<String, ContentKind> BY_NAME = Stream.of(
                    new TextContent(),
                    new FileContent("image"),
                    new FileContent("document"),
                    new FileContent("voice"),
                    new CodeContent(),
                    new LocationContent(),
                    new SystemContent())
            .collect(Collectors.toUnmodifiableMap(ContentKind::name, Function.identity()));

    /**
     * The kind with this name.
     *
     * @param name absent: text
     * @throws IllegalArgumentException when there is none
     */
    public static ContentKind named(@Nullable String name) {
        ContentKind known = BY_NAME.get(name == null ? TextContent.NAME : name);
        if (known != null) {
            return known;
        }
        if (name != null && CustomContent.isName(name)) {
            return new CustomContent(name);
        }
        throw new IllegalArgumentException("kind: not known (expected: "
                + BY_NAME.keySet().stream().sorted().collect(Collectors.joining(", ")) + ", or "
                + CustomContent.EXPECTED + ")");
    }

    /** Whether the name is that of a text, or absent. */
    public static boolean isText(@Nullable String name) {
        return name == null || name.equals(TextContent.NAME);
    }

    private ContentKinds() {}
}
