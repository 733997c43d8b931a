// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.gateway.auth.Authenticator;
import dev.hubbub.gateway.fanout.OperatorFeeds;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.limits.FailedLoginLimiter;
import dev.hubbub.gateway.limits.UserRateLimiter;

/**
 * What the handlers of one event loop work with.
 *
 * @param bus where requests go
 * @param authenticator authenticates tokens
 * @param rooms the feeds of rooms
 * @param operators the feeds of an operator's own addresses
 * @param rates the rate limits of users
 * @param failures the failed logins of each IP address
 */
public record RequestServices(
        Bus bus,
        Authenticator authenticator,
        RoomFeeds rooms,
        OperatorFeeds operators,
        UserRateLimiter rates,
        FailedLoginLimiter failures) {}
