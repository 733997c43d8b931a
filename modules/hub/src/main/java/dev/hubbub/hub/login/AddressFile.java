// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.login;

import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.data.DataDir;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells other processes the URL of the hub that runs with a data directory. */
public final class AddressFile {
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    private final Path file;

    /** @param data an existing directory */
    public AddressFile(DataDir data) {
        this.file = data.addressFile();
    }

    /** Writes the URL; overwrites the file of an earlier run. */
    public void write(String url) {
        try {
            Files.writeString(file, url + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be written (expected: a directory that can be)");
        }
    }

    /** The URL, if a hub listens there: a killed process leaves its file behind. */
    public Optional<String> read() {
        try {
            String url = Files.readString(file, StandardCharsets.UTF_8).strip();
            URI uri = URI.create(url);
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_TIMEOUT_MILLIS);
            }
            return Optional.of(url);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Removes the file. */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
