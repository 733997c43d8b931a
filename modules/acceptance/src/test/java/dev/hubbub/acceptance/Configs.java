// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.hub.config.AdminConfig;
import dev.hubbub.hub.config.ClusterConfig;
import dev.hubbub.hub.config.HubConfig;

/** Settings for nodes inside a test: defaults but for what is given, and no admin port. */
final class Configs {
    static HubConfig of(
            GatewayConfig.Http http,
            GatewayConfig.Auth auth,
            GatewayConfig.Bridge bridge,
            LimitsConfig limits,
            ClusterConfig cluster) {
        AdminConfig admin = new AdminConfig(false, null, null);
        return new HubConfig(http, auth, bridge, null, null, limits, null, null, null, null, cluster, admin);
    }

    private Configs() {}
}
