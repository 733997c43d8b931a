// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.config;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.json.Defaulted;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How entries are stored.
 *
 * @param connectionString of a MongoDB server; absent: the embedded store
 * @param database absent: the one that the connection string names, else {@code hubbub}; see {@link #databaseName}
 * @param directory where the embedded store keeps its file; absent: entries are stored in memory, for tests
 * @param maxPending how many requests to write or describe a room may wait; absent (0): 10,000
 * @param maxPendingBytes how much memory their texts may take; absent (0): 67,108,864
 * @param maxCalls how many calls of the store may be in flight; absent (0): 1,000
 * @param answerMillis how long the store may take to answer a call; absent (0): 1,500
 * @param maxLoadedRooms how many idle rooms stay in memory; absent (0): 10,000
 * @param replyBytes how many bytes of text, written as JSON, one reply to a READ may carry; absent (0): 262,144
 * @param durability what an acknowledged entry survives in the embedded store; absent: {@code process}
 * @param tls whom the connection to a MongoDB server trusts
 * @param clientIdHours how long a clientId is known at least; absent (0): 24
 * @param search whether messages are found by their words; absent: true
 */
public record PersistenceConfig(
        @Nullable String connectionString,
        @Nullable String database,
        @Nullable String directory,
        int maxPending,
        int maxPendingBytes,
        int maxCalls,
        int answerMillis,
        int maxLoadedRooms,
        int replyBytes,
        Durability durability,
        MongoTls tls,
        int clientIdHours,
        @Defaulted Boolean search) {

    private static final String DATABASE = "hubbub";

    /** What an acknowledged entry survives. */
    public enum Durability {
        /** The end of the process. A power cut may lose the last second. */
        PROCESS,
        /** A power cut: each commit is forced to disk before its reply. */
        POWER;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The embedded store cannot be opened; the message is for the operator. It is here because the hub sees nothing of
     * this module but its verticle and this.
     */
    public static final class StoreException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StoreException(String message) {
            super(message, null, false, false);
        }
    }

    public PersistenceConfig {
        if (database != null) {
            MongoConnection.checkName("persistence.database", database);
        }
        nameOf(connectionString, database);
        if (directory != null && directory.isBlank()) {
            throw new IllegalArgumentException("persistence.directory: blank (expected: the path of a directory)");
        }
        maxPending = least("maxPending", maxPending, 10_000, 1);
        maxPendingBytes = least("maxPendingBytes", maxPendingBytes, 67_108_864, 1_048_576);
        maxCalls = least("maxCalls", maxCalls, 1_000, 1);
        answerMillis = least("answerMillis", answerMillis, 1_500, 100);
        maxLoadedRooms = least("maxLoadedRooms", maxLoadedRooms, 10_000, 1);
        replyBytes = least("replyBytes", replyBytes, 262_144, 1024);
        durability = durability == null ? Durability.PROCESS : durability;
        tls = tls == null ? MongoTls.NONE : tls;
        clientIdHours = least("clientIdHours", clientIdHours, 24, 1);
        search = search == null ? Boolean.TRUE : search;
    }

    /** With the default limits on calls. */
    public PersistenceConfig(
            @Nullable String connectionString,
            @Nullable String database,
            int maxPending,
            int maxLoadedRooms,
            int replyBytes) {
        this(
                connectionString,
                database,
                null,
                maxPending,
                0,
                0,
                0,
                maxLoadedRooms,
                replyBytes,
                Durability.PROCESS,
                MongoTls.NONE,
                0,
                true);
    }

    /** The name of the database. */
    public String databaseName() {
        return nameOf(connectionString, database);
    }

    private static String nameOf(@Nullable String connectionString, @Nullable String database) {
        if (connectionString != null) {
            return MongoConnection.parse(connectionString).database(database, DATABASE);
        }
        return database == null ? DATABASE : database;
    }

    /** A connection string as it may be shown: without passwords and tokens. */
    public static String mask(String connectionString) {
        return MongoConnection.mask(connectionString);
    }

    /** The same configuration with another server. */
    public PersistenceConfig storedAt(String otherConnectionString) {
        return with(otherConnectionString, directory, durability);
    }

    /** The same configuration with the embedded store in another directory. */
    public PersistenceConfig storedIn(String otherDirectory) {
        return with(connectionString, otherDirectory, durability);
    }

    /** The same configuration with another durability. */
    public PersistenceConfig durable(Durability otherDurability) {
        return with(connectionString, directory, otherDurability);
    }

    /** The same configuration without the search for messages. */
    public PersistenceConfig withoutSearch() {
        return with(connectionString, directory, durability, false);
    }

    private PersistenceConfig with(
            @Nullable String otherConnectionString, @Nullable String otherDirectory, Durability otherDurability) {
        return with(otherConnectionString, otherDirectory, otherDurability, search);
    }

    private PersistenceConfig with(
            @Nullable String otherConnectionString,
            @Nullable String otherDirectory,
            Durability otherDurability,
            boolean searches) {
        return new PersistenceConfig(
                otherConnectionString,
                database,
                otherDirectory,
                maxPending,
                maxPendingBytes,
                maxCalls,
                answerMillis,
                maxLoadedRooms,
                replyBytes,
                otherDurability,
                tls,
                clientIdHours,
                searches);
    }

    /** The default configuration: the store in memory. */
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
                + database + ", directory=" + directory + ", maxPending=" + maxPending + ", maxPendingBytes="
                + maxPendingBytes + ", maxCalls="
                + maxCalls
                + ", answerMillis=" + answerMillis + ", maxLoadedRooms=" + maxLoadedRooms + ", replyBytes="
                + replyBytes + ", durability=" + durability + ", tls=" + tls + ", clientIdHours=" + clientIdHours
                + ", search=" + search + "]";
    }
}
