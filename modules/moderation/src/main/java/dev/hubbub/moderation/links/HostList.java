// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.links;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Some hosts, with all hosts below them. */
public final class HostList {
    private final Set<String> names;
    private final Set<String> looks;

    /** @param hosts their names, in ASCII or Unicode */
    public HostList(Collection<String> hosts) {
        this.names = each(hosts, Host::name);
        this.looks = each(hosts, Host::looks);
    }

    private static Set<String> each(Collection<String> hosts, Function<Host, String> part) {
        return hosts.stream().map(Host::of).map(part).collect(Collectors.toUnmodifiableSet());
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether it is one of these hosts, or below one. */
    public boolean contains(@Nullable Host host) {
        return host != null && contains(names, host.name());
    }

    /** Whether it is one of these hosts, below one, or looks so. */
    public boolean containsLike(Host host) {
        return contains(host) || contains(looks, host.looks());
    }

    private static boolean contains(Set<String> hosts, String name) {
        if (hosts.contains(name)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (hosts.contains(name.substring(dot + 1))) {
                return true;
            }
        }
        return false;
    }
}
