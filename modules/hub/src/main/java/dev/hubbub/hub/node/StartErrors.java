// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import java.io.IOException;
import java.net.BindException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the cause of a failed start into one line for the operator. */
final class StartErrors {
    private static final Logger LOG = LoggerFactory.getLogger(StartErrors.class);

    static StartException of(String part, Throwable cause) {
        LOG.debug("{} did not start", part, cause);
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (isBind(at)) {
                return new StartException(
                        part + ": the address is in use or not of this machine (" + at.getMessage() + ")" + hint(part));
            }
        }
        return new StartException(part + ": " + innermost(cause));
    }

    /** Java's own sockets and those of Linux say it in different ways. */
    private static boolean isBind(Throwable cause) {
        return cause instanceof BindException
                || (cause instanceof IOException
                        && String.valueOf(cause.getMessage()).startsWith("bind(..) failed"));
    }

    private static String hint(String part) {
        return switch (part) {
            case "gateway" -> "; choose another port with --port";
            case "admin" -> "; choose another admin.port";
            default -> "";
        };
    }

    private static String innermost(Throwable cause) {
        Throwable at = cause;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }

    private StartErrors() {}
}
