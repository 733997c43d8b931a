// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.login;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.data.DataDir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tickets that log a user in once. Each is a file in the data directory, so another process can issue a ticket for a
 * running hub, and a restart loses none. All methods block.
 */
public final class TicketStore {
    /** How long a ticket is valid. */
    public static final Duration TTL = Duration.ofHours(1);

    /** How many unused tickets there may be. */
    static final int MAX_TICKETS = 100;

    private static final int BYTES = 16;
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final DataDir directory;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** @param data an existing directory */
    public TicketStore(DataDir data, Clock clock) {
        this.directory = new DataDir(data.ticketDir());
        this.clock = clock;
    }

    /** Issues a ticket: 128 random bits as base64url. */
    public String issue(UserId user) {
        directory.create();
        if (removeExpired() >= MAX_TICKETS) {
            throw new ConfigException(
                    "tickets: " + MAX_TICKETS + " wait to be used (expected: fewer, or an hour of patience)");
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            DataDir.writeNew(file(ticket), clock.instant().plus(TTL) + "\n" + user + "\n");
        } catch (IOException e) {
            throw new ConfigException("--data: " + directory.path() + " (expected: a directory that can be written)");
        }
        return ticket;
    }

    /**
     * Returns the user of a ticket. The ticket is invalid from then on.
     *
     * @throws HubException NOT_FOUND when the ticket was used, has expired or never existed
     */
    public UserId redeem(String ticket) {
        if (!TICKET.matcher(ticket).matches()) {
            throw notFound();
        }
        Path file = file(ticket);
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            Files.delete(file); // of two concurrent calls only one succeeds
            if (expired(lines)) {
                throw notFound();
            }
            return new UserId(lines.get(1));
        } catch (NoSuchFileException e) {
            throw notFound();
        } catch (IOException e) {
            throw new HubException(ErrorCode.UNAVAILABLE, "tickets cannot be read");
        }
    }

    /** Removes the expired tickets; returns how many remain. */
    private int removeExpired() {
        try (Stream<Path> files = Files.list(directory.path())) {
            int remaining = 0;
            for (Path file : files.filter(
                            one -> TICKET.matcher(one.getFileName().toString()).matches())
                    .toList()) {
                if (expired(Files.readAllLines(file, StandardCharsets.UTF_8))) {
                    Files.deleteIfExists(file);
                } else {
                    remaining++;
                }
            }
            return remaining;
        } catch (IOException e) {
            throw new ConfigException("--data: " + directory.path() + " (expected: a directory that can be read)");
        }
    }

    private boolean expired(List<String> lines) {
        return lines.size() < 2 || !clock.instant().isBefore(Instant.parse(lines.get(0)));
    }

    private Path file(String ticket) {
        return directory.path().resolve(ticket);
    }

    private static HubException notFound() {
        return new HubException(ErrorCode.NOT_FOUND, "no such ticket; each works once, within an hour");
    }
}
