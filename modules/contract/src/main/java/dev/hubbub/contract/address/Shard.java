// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The fixed slices of rooms and users: CRC-32 of the id's UTF-8 bytes, modulo {@link #COUNT}. */
public final class Shard {
    /** How many shards there are. Part of the contract: it never changes while a cluster runs. */
    public static final int COUNT = 32;

    /** The shard of a room or user id. */
    public static int of(String id) {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % COUNT);
    }

    private Shard() {}
}
