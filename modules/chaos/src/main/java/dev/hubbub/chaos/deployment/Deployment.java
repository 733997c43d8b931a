// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import dev.hubbub.chaos.fault.ProcessTarget;
import dev.hubbub.chaos.proxy.NetworkLink;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A hub of one or more nodes, and what of it can be broken. */
public interface Deployment extends AutoCloseable {
    /** Where clients connect, through a proxy for each node. */
    List<URI> clientUrls();

    /** Where the nodes themselves listen. */
    List<URI> nodeUrls();

    /** Where the nodes tell their metrics; empty where nobody said. */
    List<URI> adminUrls();

    /** A token of this user. */
    String token(String user);

    /** The processes that may be ended, by name. */
    Map<String, ProcessTarget> processes();

    /** The ways that may be broken, by name. */
    Map<String, NetworkLink> links();

    /** The process ids to watch for leaks, by name. */
    Map<String, Long> pids();

    /** Whether these are Java processes that were started here: nobody else minds a full collection. */
    boolean isLocal();

    /** Ends what was started. */
    @Override
    void close();
}
