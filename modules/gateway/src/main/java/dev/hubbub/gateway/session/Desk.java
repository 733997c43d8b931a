// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.gateway.fanout.OperatorFeeds;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.limits.FailedLogins;
import dev.hubbub.gateway.limits.UserRates;

/**
 * What the sessions of one event loop work with.
 *
 * @param bus where requests go
 * @param entrance whom a token lets in
 * @param rooms the feeds of rooms
 * @param operators the feeds of an operator's own addresses
 * @param audience who hears of users
 * @param rates what users may do how often
 * @param failures who failed to log in
 */
public record Desk(
        Bus bus,
        Entrance entrance,
        RoomFeeds rooms,
        OperatorFeeds operators,
        Audience audience,
        UserRates rates,
        FailedLogins failures) {}
