// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.client.ClientPolicy;
import dev.hubbub.chaos.scenario.Workload;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about the workload. */
final class WorkloadOptions {
    private static final Workload DEFAULT = Workload.of(200, 4, 16, 40);

    @Option(names = "--rate", paramLabel = "N", description = "Messages a second, of all senders. Default: 200.")
    private @Nullable Integer rate;

    @Option(names = "--rooms", paramLabel = "N", description = "Rooms they are spread over. Default: 4.")
    private @Nullable Integer rooms;

    @Option(names = "--senders", paramLabel = "N", description = "Clients that send, and follow. Default: 16.")
    private @Nullable Integer senders;

    @Option(names = "--readers", paramLabel = "N", description = "Clients that only follow. Default: 40.")
    private @Nullable Integer readers;

    @Option(names = "--deaf", paramLabel = "N", description = "Clients that follow and never read. Default: 0.")
    private @Nullable Integer deaf;

    @Option(names = "--size", paramLabel = "BYTES", description = "Text in each message. Default: 200.")
    private @Nullable Integer size;

    @Option(names = "--restless", paramLabel = "N", description = "Clients that leave and come back. Default: 0.")
    private @Nullable Integer restless;

    @Option(
            names = "--copies",
            paramLabel = "N",
            description = "In how many copies one more sender says each message at once. Default: 0, no such sender.")
    private @Nullable Integer copies;

    @Option(
            names = "--change-one-in",
            paramLabel = "N",
            description = "Senders edit, delete or react to one of N of their messages. Default: 0, to none.")
    private @Nullable Integer changeOneIn;

    @Option(
            names = "--resumption",
            paramLabel = "WAY",
            description = "How clients go on where they were: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "SINCE")
    private ClientPolicy.ResumeMode resumeMode = ClientPolicy.ResumeMode.SINCE;

    @Option(names = "--hasty", description = "Clients come back within 100 ms, and give up after 3 s of silence.")
    private boolean hasty;

    /** The given options; missing ones come from the scenario, else from the defaults. */
    Workload orElse(@Nullable Workload scenarioWorkload) {
        Workload fallback = scenarioWorkload == null ? DEFAULT : scenarioWorkload;
        return new Workload(
                or(rate, fallback.rate()),
                or(rooms, fallback.rooms()),
                or(senders, fallback.senders()),
                or(readers, fallback.readers()),
                or(deaf, fallback.deaf()),
                or(size, fallback.bytes()),
                or(restless, fallback.restless()),
                or(copies, fallback.copies()),
                or(changeOneIn, fallback.changeOneIn()));
    }

    ClientPolicy policy() {
        return (hasty ? ClientPolicy.HASTY : ClientPolicy.DEFAULT).withResumeMode(resumeMode);
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
