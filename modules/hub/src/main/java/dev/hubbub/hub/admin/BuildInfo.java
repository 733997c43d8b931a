// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What the build has written down about itself. */
public final class BuildInfo {
    /** The version of the hub. */
    public static String version() {
        Properties built = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("version.properties")) {
            built.load(Objects.requireNonNull(in, "version.properties is part of the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
        return built.getProperty("version");
    }

    private BuildInfo() {}
}
