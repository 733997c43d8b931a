// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this virtual machine, with an environment of their own, and keeps what they print. */
final class CommandRunner {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** Returns the exit code. */
    int run(String... arguments) {
        return HubbubCommand.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** All that was printed is one line of the hub's own that names the part. */
    void assertOneLine(String part) {
        assertThat(err().lines())
                .singleElement()
                .asString()
                .startsWith("hubbub: ")
                .contains(part);
        assertThat(out()).isEmpty();
    }
}
