// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.login.AddressFile;
import dev.hubbub.hub.login.TicketStore;
import dev.hubbub.hub.node.StartException;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a link that logs a user into a running {@code dev}. */
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = "Prints a link that logs a user into a running 'dev', once, within an hour.")
final class LinkCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Parameters(paramLabel = "USER", description = "the id of the user")
    private UserId user;

    @Override
    public void run() {
        String url = new AddressFile(settings.data())
                .read()
                .orElseThrow(() -> new StartException(settings.data().path()
                        + ": no 'dev' runs with this directory (expected: one, started before)"));
        String ticket = new TicketStore(settings.data(), Clock.systemUTC()).issue(user);
        spec.commandLine().getOut().println(url + "/#ticket=" + ticket);
    }
}
