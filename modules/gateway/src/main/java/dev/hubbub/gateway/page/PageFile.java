// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.page;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the page, ready to be sent.
 *
 * @param type its media type
 * @param plain its bytes
 * @param gzip the same compressed; null where that saves nothing
 * @param tag the ETag of the plain bytes; the compressed ones have one of their own, as RFC 9110 asks for
 */
record PageFile(String type, Buffer plain, @Nullable Buffer gzip, String tag) {
    private static final Pattern REFUSED = Pattern.compile("q=0(?:\\.0{0,3})?");

    static PageFile of(String type, byte[] content) {
        byte[] small = compressed(content);
        Buffer gzip = small.length < content.length ? Buffer.buffer(small) : null;
        return new PageFile(type, Buffer.buffer(content), gzip, digest(content));
    }

    /** Whether a client that sent this {@code Accept-Encoding} gets the compressed bytes. */
    boolean isCompressedFor(@Nullable String acceptEncoding) {
        return gzip != null
                && acceptEncoding != null
                && Arrays.stream(acceptEncoding.split(",")).anyMatch(PageFile::isGzip);
    }

    private static boolean isGzip(String coding) {
        String[] parts = coding.replaceAll("\\s", "").split(";", 2);
        return parts[0].equalsIgnoreCase("gzip")
                && (parts.length < 2 || !REFUSED.matcher(parts[1]).matches());
    }

    String tag(boolean compressed) {
        return '"' + tag + (compressed ? "-gzip" : "") + '"';
    }

    /** Whether a client that sent this {@code If-None-Match} has these bytes already. */
    static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }

    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
