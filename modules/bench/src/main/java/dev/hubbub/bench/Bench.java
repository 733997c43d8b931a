// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import dev.hubbub.bench.server.BareServer;
import dev.hubbub.bench.server.MemoryHub;
import dev.hubbub.bench.server.StockServer;
import dev.hubbub.bench.server.TlsFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the bench. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {AllCommand.class, FanoutCommand.class},
        description = "Measures.")
public final class Bench {
    @Spec
    private CommandSpec spec;

    private Bench() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Bench());
        commands.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
        System.exit(commands.execute(arguments));
    }

    /** An error of the user is printed as one sentence; any other error with its stack trace. */
    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
            command.getErr().println(failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw failure;
    }

    @Command(name = "stock", hidden = true, description = "Serves Vert.x's own bridge until it is ended.")
    int stock(@Mixin TlsFiles tls) throws Exception {
        return serve(Vertx.vertx(), tls, StockServer::start);
    }

    @Command(name = "bare", hidden = true, description = "Serves bare WebSockets until it is ended.")
    int bare(@Mixin TlsFiles tls) throws Exception {
        return serve(Vertx.vertx(), tls, BareServer::start);
    }

    @Command(name = "floor", hidden = true, description = "Serves bare WebSockets that are flushed every 2 ms.")
    int floor(@Mixin TlsFiles tls) throws Exception {
        return serve(nativeVertx(), tls, BareServer::startCoalesced);
    }

    @Command(name = "memory", hidden = true, description = "Serves the hub's verticles on the store in memory.")
    int memory(@Mixin TlsFiles files) throws Exception {
        String key = System.getenv("BENCH_KEY");
        return serve(nativeVertx(), files, (vertx, tls, instances) -> MemoryHub.start(vertx, tls, key));
    }

    private interface Server {
        Future<Integer> start(Vertx vertx, TlsFiles tls, int instances);
    }

    /** With the sockets of Linux where they are. */
    static Vertx nativeVertx() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    }

    private int serve(Vertx vertx, TlsFiles tls, Server server) throws Exception {
        int port = server.start(vertx, tls, Runtime.getRuntime().availableProcessors())
                .await();
        spec.commandLine().getOut().println("ready " + tls.scheme() + "://127.0.0.1:" + port);
        spec.commandLine().getOut().flush();
        Thread.currentThread().join();
        return 0;
    }
}
