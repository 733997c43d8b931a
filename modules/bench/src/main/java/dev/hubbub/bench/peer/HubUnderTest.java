// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.BridgeDialect;
import dev.hubbub.testkit.SelfSigned;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The hub without the limits of users and addresses, with the rooms and members of a layout. Killed, it is started again
 * with the same data.
 */
final class HubUnderTest implements ServerUnderTest.Control {
    private final String name;
    private final Path data;
    private final Supplier<Running> program;
    private Running running;
    private Duration start = Duration.ZERO; // until it is ready

    /** A process that takes clients. */
    record Running(URI url, long pid, Runnable kill) {
        static Running of(JavaProcess process) {
            return new Running(URI.create(process.url()), process.pid(), process::kill);
        }
    }

    private HubUnderTest(String name, Path data, Supplier<Running> program) {
        this.name = name;
        this.data = data;
        this.program = program;
        this.running = run();
    }

    /** As {@code dev} starts it, with this durability. */
    static ServerUnderTest dev(PeerSetup setup, String durability) {
        Path data = newData(setup);
        JavaCommand command = withoutLimits(HubProcess.command("dev", "--port", "0", "--data", data.toString()), setup)
                .env("HUB_PERSISTENCE_DURABILITY", durability)
                .option(ServerUnderTest.HEAP);
        String name = durability.equals("process") ? "hub" : "hub-" + durability;
        return start(setup, name, data, () -> Running.of(command.start()));
    }

    /** Its verticles on the store in memory, from the class path of the bench. */
    static ServerUnderTest memory(PeerSetup setup) {
        Path data = newData(setup);
        JavaCommand command =
                setup.ownCommand("memory").env("BENCH_KEY", HubRooms.key(data)).option(ServerUnderTest.HEAP);
        return start(setup, "hub-memory", data, () -> Running.of(command.start()));
    }

    /** A new directory with a key. */
    static Path newData(PeerSetup setup) {
        Path data = setup.work().data();
        HubProcess.createKey(data);
        return data;
    }

    /** Without the limits of users, addresses and rooms, and with the certificate of the setup. */
    static JavaCommand withoutLimits(JavaCommand command, PeerSetup setup) {
        JavaCommand free = HubProcess.unlimited(command).env(HubRooms.MAX_MEMBERS, "0");
        SelfSigned certificate = setup.certificate();
        return certificate == null
                ? free
                : free.env("HUB_HTTP_TLS_CERTIFICATE", certificate.certificate().toString())
                        .env("HUB_HTTP_TLS_KEY", certificate.key().toString());
    }

    /** Starts a program on this data directory, and makes the rooms. */
    static ServerUnderTest start(PeerSetup setup, String name, Path data, Supplier<Running> program) {
        HubUnderTest hub = new HubUnderTest(name, data, program);
        try {
            HubRooms rooms = HubRooms.of(setup.layout(), data);
            rooms.create(setup.vertx(), hub.running.url().toString());
            return hub.server(setup.layout(), rooms.tokensOfUsers());
        } catch (RuntimeException | Error e) {
            hub.end();
            throw e;
        }
    }

    private Running run() {
        long begun = System.nanoTime();
        Running started = program.get();
        start = Duration.ofNanos(System.nanoTime() - begun);
        return started;
    }

    private ServerUnderTest server(Layout layout, List<String> tokens) {
        ServerEndpoint endpoint = new ServerEndpoint(List.of(running.url()), new BridgeDialect(), layout, tokens);
        return new ServerUnderTest(name, ProcessMeter.of(running.pid(), true), endpoint, data, start, this);
    }

    @Override
    public ServerUnderTest killAndReplace(ServerUnderTest killed) {
        running.kill().run();
        running = run();
        return server(killed.endpoint().layout(), killed.endpoint().tokens());
    }

    @Override
    public void end() {
        running.kill().run();
        WorkFolder.delete(data);
    }
}
