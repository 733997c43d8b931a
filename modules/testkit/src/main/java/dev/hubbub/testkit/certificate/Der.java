// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.certificate;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Writes DER (ITU-T X.690), as much of it as a certificate has. */
final class Der {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A value with this tag, of these parts one after the other. */
    static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (length < 0x80) {
            value.write(length);
        } else if (length < 0x100) {
            value.write(0x81);
            value.write(length);
        } else {
            value.write(0x82);
            value.write(length >> 8);
            value.write(length);
        }
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return of(0x30, parts);
    }

    static byte[] set(byte[] part) {
        return of(0x31, part);
    }

    static byte[] integer(BigInteger number) {
        return of(0x02, number.toByteArray());
    }

    static byte[] bits(byte[] bytes) {
        return of(0x03, new byte[1], bytes);
    }

    static byte[] octets(byte[] bytes) {
        return of(0x04, bytes);
    }

    /** @param hex its content */
    static byte[] objectId(String hex) {
        return of(0x06, HexFormat.of().parseHex(hex));
    }

    static byte[] text(String text) {
        return of(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Before 2050. */
    static byte[] time(Instant time) {
        return of(0x17, UTC.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] yes() {
        return of(0x01, new byte[] {(byte) 0xff});
    }

    private Der() {}
}
