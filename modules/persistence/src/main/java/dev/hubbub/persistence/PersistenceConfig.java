// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

/**
 * How entries are stored.
 *
 * @param connectionString of a MongoDB server; absent: everything is kept in memory, for tests
 * @param database absent: {@code hubbub}
 * @param maxPending how many requests may wait for the store; absent (0): 10,000
 * @param maxLoadedRooms how many rooms without work stay in memory; absent (0): 10,000
 * @param replyBytes how much text one reply to a READ may carry; absent (0): 262,144
 */
public record PersistenceConfig(
        String connectionString, String database, int maxPending, int maxLoadedRooms, int replyBytes) {

    public PersistenceConfig {
        if (connectionString != null && !connectionString.matches("mongodb(\\+srv)?://.+")) {
            // not shown: it may hold a password
            throw new IllegalArgumentException(
                    "persistence.connectionString: not one of MongoDB (expected: mongodb://host:port)");
        }
        database = database == null ? "hubbub" : database;
        if (!database.matches("[A-Za-z0-9_-]{1,38}")) {
            throw new IllegalArgumentException("persistence.database: " + database
                    + " (expected: 1 to 38 letters, digits, underscores or hyphens)");
        }
        maxPending = least("maxPending", maxPending, 10_000, 1);
        maxLoadedRooms = least("maxLoadedRooms", maxLoadedRooms, 10_000, 1);
        replyBytes = least("replyBytes", replyBytes, 262_144, 1024);
    }

    /** Everything in memory, the rest as it is by default. */
    public static PersistenceConfig inMemory() {
        return new PersistenceConfig(null, null, 0, 0, 0);
    }

    private static int least(String field, int value, int absent, int least) {
        if (value != 0 && value < least) {
            throw new IllegalArgumentException("persistence." + field + ": " + value + " (expected: >= " + least + ")");
        }
        return value == 0 ? absent : value;
    }

    /** All but the connection string, which may hold a password. */
    @Override
    public String toString() {
        return "PersistenceConfig[connectionString=" + (connectionString == null ? "none" : "***") + ", database="
                + database + ", maxPending=" + maxPending + ", maxLoadedRooms=" + maxLoadedRooms + ", replyBytes="
                + replyBytes + "]";
    }
}
