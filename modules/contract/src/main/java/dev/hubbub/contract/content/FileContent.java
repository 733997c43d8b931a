// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import dev.hubbub.contract.value.Check;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code image}, {@code document} and {@code voice}: a file that lies elsewhere. The hub never fetches it. The text is its
 * caption and may be absent.
 */
final class FileContent extends ContentKind {
    private static final int MAX_NAME = 255;
    private static final int MAX_TYPE = 127;

    /**
     * @param url see {@link FileUrl}
     * @param name of the file, one line, 1 to {@value #MAX_NAME} characters
     * @param type media type (RFC 6838), 1 to {@value #MAX_TYPE} characters
     * @param size in bytes
     * @param width in pixels
     * @param height in pixels
     * @param seconds how long it plays
     */
    record Data(
            String url,
            @Nullable String name,
            @Nullable String type,
            @Nullable Long size,
            @Nullable Long width,
            @Nullable Long height,
            @Nullable Double seconds) {
        Data {
            FileUrl.check("url", url);
            if (name != null) {
                Check.line("name", name, MAX_NAME);
            }
            if (type != null) {
                Check.printable("type", type, MAX_TYPE);
            }
            checkLength("size", size);
            checkLength("width", width);
            checkLength("height", height);
            if (seconds != null && !(seconds >= 0)) { // also what is no number
                throw new IllegalArgumentException("seconds: " + seconds + " (expected: 0 or more)");
            }
        }
    }

    FileContent(String name) {
        super(name);
    }

    @Override
    public void check(@Nullable String text, @Nullable Map<String, Object> data) {
        read(data, Data.class);
    }
}
