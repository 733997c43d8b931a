// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.client.Manners;
import picocli.CommandLine.Option;

/** Options about clients. */
final class LoadOptions {
    private static final Load DEFAULT = Load.of(200, 4, 16, 40);

    @Option(names = "--rate", paramLabel = "N", description = "Messages a second, of all senders. Default: 200.")
    private Integer rate;

    @Option(names = "--rooms", paramLabel = "N", description = "Rooms they are spread over. Default: 4.")
    private Integer rooms;

    @Option(names = "--senders", paramLabel = "N", description = "Clients that send, and follow. Default: 16.")
    private Integer senders;

    @Option(names = "--readers", paramLabel = "N", description = "Clients that only follow. Default: 40.")
    private Integer readers;

    @Option(names = "--deaf", paramLabel = "N", description = "Clients that follow and never read. Default: 0.")
    private Integer deaf;

    @Option(names = "--size", paramLabel = "BYTES", description = "Text in each message. Default: 200.")
    private Integer size;

    @Option(names = "--restless", paramLabel = "N", description = "Clients that leave and come back. Default: 0.")
    private Integer restless;

    @Option(
            names = "--copies",
            paramLabel = "N",
            description = "In how many copies one more sender says each message at once. Default: 0, no such sender.")
    private Integer copies;

    @Option(
            names = "--resumption",
            paramLabel = "WAY",
            description = "How clients go on where they were: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "SINCE")
    private Manners.Resumption resumption;

    @Option(names = "--hasty", description = "Clients come back within 100 ms, and give up after 3 s of silence.")
    private boolean hasty;

    /** These options, where they are given, in place of those of a scenario or of the defaults. */
    Load over(Load scenario) {
        Load base = scenario == null ? DEFAULT : scenario;
        return new Load(
                or(rate, base.rate()),
                or(rooms, base.rooms()),
                or(senders, base.senders()),
                or(readers, base.readers()),
                or(deaf, base.deaf()),
                or(size, base.bytes()),
                or(restless, base.restless()),
                or(copies, base.copies()));
    }

    Manners manners() {
        return (hasty ? Manners.HASTY : Manners.DEFAULT).with(resumption);
    }

    private static int or(Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
