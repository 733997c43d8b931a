// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.dialect.Fault;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a frame may do: a pure function of the frame, the caller and two lists of {@link PermittedOptions}. Nothing
 * that is not listed is within reach, whatever the bus knows.
 */
public final class ExposurePolicy {
    private static final String FEED = Pattern.quote(Feeds.SESSION) + "|" + Pattern.quote(Feeds.USER) + "|"
            + Pattern.quote(Feeds.ROOM) + "[A-Za-z0-9][A-Za-z0-9_:-]{0,63}";

    private final RequestTypes types;
    private final List<Permit> inbound;
    private final List<Permit> outbound;

    /**
     * @param address null: the pattern says which addresses
     * @param match null: any body
     */
    private record Permit(@Nullable String address, @Nullable Pattern pattern, @Nullable JsonObject match) {
        static Permit of(PermittedOptions options) {
            String regex = options.getAddressRegex();
            return new Permit(options.getAddress(), regex == null ? null : Pattern.compile(regex), options.getMatch());
        }

        boolean covers(String wanted) {
            return pattern == null
                    ? wanted.equals(address)
                    : pattern.matcher(wanted).matches();
        }

        /** Unlike in the stock bridge, a body that is not there does not have the fields asked for. */
        boolean covers(@Nullable Object body) {
            if (match == null || match.isEmpty()) {
                return true;
            }
            return body instanceof JsonObject json
                    && match.fieldNames().stream()
                            .allMatch(name -> match.getValue(name).equals(json.getValue(name)));
        }
    }

    /** The catalogue's addresses, and those of the configuration. */
    public ExposurePolicy(GatewayConfig.Bridge bridge) {
        this(bridge, RequestTypes.STANDARD);
    }

    /** @param types the requests that every client may make */
    public ExposurePolicy(GatewayConfig.Bridge bridge, RequestTypes types) {
        this(types, inbound(bridge, types), outbound(bridge));
    }

    private ExposurePolicy(RequestTypes types, List<PermittedOptions> inbound, List<PermittedOptions> outbound) {
        this.types = types;
        this.inbound = inbound.stream().map(Permit::of).toList();
        this.outbound = outbound.stream().map(Permit::of).toList();
    }

    /** What clients may send to: every {@code api.} address of the catalogue, and the operator's. */
    public static List<PermittedOptions> inbound(GatewayConfig.Bridge bridge) {
        return inbound(bridge, RequestTypes.STANDARD);
    }

    private static List<PermittedOptions> inbound(GatewayConfig.Bridge bridge, RequestTypes types) {
        List<PermittedOptions> permits = new ArrayList<>();
        types.addresses().forEach(address -> permits.add(new PermittedOptions().setAddress(address)));
        bridge.inbound().forEach(permit -> permits.add(options(permit)));
        return permits;
    }

    /** What clients may listen to: the feeds of rooms, of the socket itself and of its user, and the operator's addresses. */
    public static List<PermittedOptions> outbound(GatewayConfig.Bridge bridge) {
        List<PermittedOptions> permits = new ArrayList<>();
        permits.add(new PermittedOptions().setAddressRegex(FEED));
        bridge.outbound().forEach(permit -> permits.add(options(permit)));
        return permits;
    }

    private static PermittedOptions options(GatewayConfig.Permit permit) {
        PermittedOptions options = new PermittedOptions().setAddress(permit.address());
        return permit.match().isEmpty() ? options : options.setMatch(new JsonObject(permit.match()));
    }

    /** The type of the requests to an address; empty for an operator's own. */
    Optional<Rpc<?, ?>> type(String address) {
        return types.find(address);
    }

    /** Why a request is refused, or nothing when it may go on. */
    public Optional<Fault> judgeRequest(String address, @Nullable Object body, @Nullable Caller caller) {
        if (caller == null && !address.equals(Session.LOGIN.address())) {
            return Optional.of(Fault.NOT_LOGGED_IN);
        }
        boolean permitted = inbound.stream().anyMatch(p -> p.covers(address) && p.covers(body));
        return permitted ? Optional.empty() : Optional.of(Fault.NOT_EXPOSED);
    }

    /** Why a feed may not be followed or left, or nothing when it may. */
    public Optional<Fault> judgeFeed(String address, @Nullable Caller caller) {
        if (caller == null) {
            return Optional.of(Fault.NOT_LOGGED_IN);
        }
        boolean permitted = outbound.stream().anyMatch(p -> p.covers(address));
        return permitted ? Optional.empty() : Optional.of(Fault.NOT_EXPOSED);
    }

    /** Whether a message for listeners of an operator's address may go to them. */
    public boolean mayReceive(String address, @Nullable Object body) {
        return outbound.stream().anyMatch(p -> p.covers(address) && p.covers(body));
    }
}
