// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import dev.hubbub.chaos.fault.ProcessTarget;
import dev.hubbub.chaos.proxy.NetworkLink;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A hub of one or more nodes, and the targets for faults in it. */
public interface Deployment extends AutoCloseable {
    /** Where clients connect, through a proxy for each node. */
    List<URI> clientUrls();

    /** Where the nodes themselves listen. */
    List<URI> nodeUrls();

    /** Where the nodes serve their metrics; empty if unknown. */
    List<URI> adminUrls();

    /** A token for this user. */
    String token(String user);

    /** The processes that faults may apply to, by name. */
    Map<String, ProcessTarget> processes();

    /** The network links that faults may apply to, by name. */
    Map<String, NetworkLink> links();

    /** The process ids to watch for leaks, by name. */
    Map<String, Long> pids();

    /** Whether the processes were started here: only then a forced full collection is acceptable. */
    boolean isLocal();

    /** Ends the processes that were started. */
    @Override
    void close();
}
