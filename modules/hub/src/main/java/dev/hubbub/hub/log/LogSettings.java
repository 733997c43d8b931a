// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import org.slf4j.LoggerFactory;

/** Hands the settings of the log to logback, as properties that its configuration file uses. */
public final class LogSettings {
    private static final String LEVEL = "hubbub.log.level";
    private static final String FORMAT = "hubbub.log.format";

    /**
     * Has logback read its configuration again if the settings are not those that it has.
     *
     * @throws IllegalArgumentException when it cannot read its configuration
     */
    public static void apply(LogConfig config) {
        boolean newLevel = set(LEVEL, config.level());
        boolean newFormat = set(FORMAT, config.format());
        if ((newLevel || newFormat) && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            try {
                new ContextInitializer(context).autoConfig();
            } catch (JoranException e) {
                throw new IllegalArgumentException("logback's configuration: " + e.getMessage(), e);
            }
        }
    }

    private static boolean set(String property, String value) {
        return !value.equals(System.setProperty(property, value));
    }

    private LogSettings() {}
}
