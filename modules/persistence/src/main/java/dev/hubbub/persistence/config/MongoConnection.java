// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connection string of MongoDB, read without the driver, which asks the DNS and repeats passwords in its messages. No
 * message of this has any part of the string but the name of the database.
 */
final class MongoConnection {
    private static final String KEY = "persistence.connectionString";
    private static final Pattern PARTS = Pattern.compile("(mongodb(?:\\+srv)?://)([^/?]+)(?:/([^?]*))?(?:\\?(.*))?");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,38}");

    /** The databases of the server itself. */
    private static final Set<String> SYSTEM = Set.of("admin", "local", "config");

    /** The options whose values are no secrets. */
    private static final Set<String> SHOWN = Set.of(
            "appname",
            "authmechanism",
            "authsource",
            "compressors",
            "connecttimeoutms",
            "directconnection",
            "heartbeatfrequencyms",
            "journal",
            "loadbalanced",
            "localthresholdms",
            "maxconnecting",
            "maxidletimems",
            "maxlifetimems",
            "maxpoolsize",
            "maxstalenessseconds",
            "minpoolsize",
            "readconcernlevel",
            "readpreference",
            "readpreferencetags",
            "replicaset",
            "retryreads",
            "retrywrites",
            "servermonitoringmode",
            "serverselectiontimeoutms",
            "sockettimeoutms",
            "srvmaxhosts",
            "srvservicename",
            "ssl",
            "timeoutms",
            "tls",
            "tlsallowinvalidhostnames",
            "tlsinsecure",
            "uuidrepresentation",
            "w",
            "waitqueuetimeoutms",
            "wtimeoutms");

    private final Matcher parts;

    private MongoConnection(Matcher parts) {
        this.parts = parts;
    }

    /** @throws IllegalArgumentException for the operator, where the string cannot be one of MongoDB */
    static MongoConnection parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw refused("not one of MongoDB (expected: mongodb://host:port)");
        }
        if (text.indexOf('@') >= 0 && !authority(parts).contains("@")) {
            throw refused(
                    "a '/' or '?' before the '@' (expected: in the user and the password %2F and %3F for them, and"
                            + " in all that comes after the hosts %40 for the '@')");
        }
        if (BAD_ESCAPE.matcher(text).find()) {
            throw refused("a '%' without two hexadecimal digits (expected: %25 for the '%' itself)");
        }
        return new MongoConnection(parts);
    }

    /** The name that the string gives the database; null where it gives none. */
    @Nullable
    String database() {
        String name = parts.group(3);
        return name == null || name.isEmpty() ? null : URLDecoder.decode(name, StandardCharsets.UTF_8);
    }

    /** Where both name a database they must agree. */
    String database(@Nullable String setting, String absent) {
        String named = database();
        if (named != null && setting != null && !named.equals(setting)) {
            throw new IllegalArgumentException(
                    "persistence.database: " + setting + ", and " + KEY + " names the database "
                            + (NAME.matcher(named).matches() ? named : "differently")
                            + " (expected: the same, or one of them only; the database of the user is the option authSource)");
        }
        if (named != null) {
            checkName(KEY, named);
            return named;
        }
        return setting == null ? absent : setting;
    }

    static void checkName(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(key + ": " + (key.equals(KEY) ? "the name of the database" : name)
                    + " (expected: 1 to 38 letters, digits, underscores or hyphens)");
        }
        if (SYSTEM.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(key + ": the database " + name
                    + ", which belongs to the server (expected: one of your own; the database of the user is the option"
                    + " authSource)");
        }
    }

    /** The string without user, password, and the values of options that may be secret. */
    static String mask(String text) {
        Matcher parts = PARTS.matcher(text);
        boolean clear =
                parts.matches() && (text.indexOf('@') < 0 || authority(parts).contains("@"));
        if (!clear || text.lastIndexOf('@') > parts.end(2)) {
            return text.replaceFirst("(?s)://.*", "://***"); // unescaped: no telling where the password ends
        }
        String hosts = authority(parts).replaceFirst(".*@", "***@");
        String path = parts.group(3) == null ? "" : "/" + parts.group(3);
        return parts.group(1) + hosts + path + (parts.group(4) == null ? "" : "?" + maskOptions(parts.group(4)));
    }

    private static String maskOptions(String options) {
        List<String> all = Arrays.asList(options.split("[&;]", -1));
        return all.stream().map(MongoConnection::maskOption).collect(Collectors.joining("&"));
    }

    private static String maskOption(String option) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            return option.isEmpty() ? "" : "***";
        }
        String name = option.substring(0, equals);
        return SHOWN.contains(name.toLowerCase(Locale.ROOT)) ? option : name + "=***";
    }

    private static String authority(Matcher parts) {
        return parts.group(2);
    }

    private static IllegalArgumentException refused(String problem) {
        return new IllegalArgumentException(KEY + ": " + problem);
    }
}
