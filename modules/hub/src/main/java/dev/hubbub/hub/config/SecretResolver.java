// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import dev.hubbub.persistence.config.PersistenceConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads secrets by their references: {@code env:NAME} or {@code file:/path}. No message contains any part of a secret.
 */
final class SecretResolver {
    static final String HS256 = "auth.hs256";
    static final String RS256 = "auth.rs256";
    static final String ES256 = "auth.es256";
    static final String EDDSA = "auth.eddsa";
    static final String PUBLIC_KEY = "auth.publicKey";
    static final String CONNECTION = "persistence.connectionString";
    static final List<String> KEYS = List.of(HS256, RS256, ES256, EDDSA, PUBLIC_KEY, CONNECTION);

    private static final int MIN_BYTES = 32; // RFC 7518 section 3.2: as long as the hash
    private static final int MIN_DISTINCT = 8;
    private static final List<String> PLACEHOLDERS = List.of(
            "changeme",
            "changethis",
            "replaceme",
            "placeholder",
            "example",
            "supersecret",
            "stringsecret",
            "secretkey",
            "jwtsecret");

    private final Map<String, String> environment;

    SecretResolver(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The secret of a reference; a connection string may also be given literally. */
    String resolve(String key, String reference) {
        String secret = read(key, reference);
        if (secret.isBlank()) {
            throw new ConfigException(key + ": " + reference + " is empty (expected: a value)");
        }
        if (key.equals(HS256) || key.startsWith(ServerKeyList.NAME)) {
            checkSecret(key, secret);
        }
        return secret;
    }

    /** Whether the value of a setting is, or holds, a reference that may be a secret by mistake. */
    static boolean isSecret(String key) {
        return KEYS.contains(key) || key.equals(ServerKeyList.NAME);
    }

    /** The text to show for a setting that refers to a secret or contains one. */
    static String mask(String value) {
        boolean reference = value.startsWith("env:") || value.startsWith("file:");
        return reference ? value : PersistenceConfig.mask(value);
    }

    /** The text to show for an address: some have a key of the caller in what follows a question mark. */
    static String maskQuery(String address) {
        return address.replaceFirst("(?s)\\?.*", "?***");
    }

    private String read(String key, String reference) {
        if (reference.startsWith("env:")) {
            String secret = environment.get(reference.substring(4));
            if (secret == null) {
                throw new ConfigException(key + ": " + reference + " (expected: that variable is set)");
            }
            return secret.strip();
        }
        if (reference.startsWith("file:")) {
            return readFile(key, reference);
        }
        if (key.equals(CONNECTION)) {
            return reference;
        }
        throw new ConfigException(key + ": a literal value (expected: env:NAME or file:/path)");
    }

    private static String readFile(String key, String reference) {
        try {
            return Files.readString(Path.of(reference.substring(5)), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException(key + ": " + reference + " cannot be read (expected: a readable text file)");
        }
    }

    private static void checkSecret(String key, String secret) {
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < MIN_BYTES) {
            throw new ConfigException(
                    key + ": a secret of " + bytes + " bytes (expected: " + MIN_BYTES + " random bytes or more)");
        }
        String letters = secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        if (secret.chars().distinct().count() < MIN_DISTINCT
                || letters.startsWith("your")
                || PLACEHOLDERS.stream().anyMatch(letters::contains)) {
            throw new ConfigException(key + ": a placeholder (expected: " + MIN_BYTES + " random bytes or more)");
        }
    }
}
