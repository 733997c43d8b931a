// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.limits.LimitsVerticle;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.presence.PresenceVerticle;
import io.vertx.core.Deployable;
import java.util.regex.Pattern;

/** A module, and the requests that it serves. */
enum FeatureModule {
    PERSISTENCE("svc\\.(persistence|records)\\..*"),
    ACCESS("(api\\.(rooms|messages|users)|svc\\.access)\\..*|api\\.server\\.emit"),
    PRESENCE("(api|svc)\\.presence\\..*"),
    LIMITS("svc\\.limits\\..*");

    private final Pattern served;

    FeatureModule(String served) {
        this.served = Pattern.compile(served);
    }

    boolean serves(Rpc<?, ?> rpc) {
        return served.matcher(rpc.address()).matches();
    }

    Deployable verticle(HubConfig config) {
        return switch (this) {
            case PERSISTENCE -> new PersistenceVerticle(config.persistence());
            case ACCESS -> new AccessVerticle(config.access());
            case PRESENCE -> new PresenceVerticle(config.presence());
            case LIMITS -> new LimitsVerticle(config.presence().leaseMillis());
        };
    }
}
