// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deploy;

import dev.hubbub.chaos.fault.Victim;
import dev.hubbub.chaos.fault.Way;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A hub of one or more nodes, and what of it can be broken. */
public interface Deployment extends AutoCloseable {
    /** Where clients connect, through a proxy for each node. */
    List<URI> addresses();

    /** Where the nodes themselves listen. */
    List<URI> nodes();

    /** Where the nodes tell their metrics; empty where nobody said. */
    List<URI> admin();

    /** A token of this user. */
    String token(String user);

    /** The processes that may be ended, by name. */
    Map<String, Victim> processes();

    /** The ways that may be broken, by name. */
    Map<String, Way> links();

    /** The process ids to watch for leaks, by name. */
    Map<String, Long> pids();

    /** Whether these are Java processes that were started here: nobody else minds a full collection. */
    boolean isOwn();

    /** Ends what was started. */
    @Override
    void close();
}
