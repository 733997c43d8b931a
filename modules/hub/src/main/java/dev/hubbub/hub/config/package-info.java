// SPDX-License-Identifier: Apache-2.0
/** The settings of a hub: where they come from, what is refused, and what they are when nobody says anything. */
package dev.hubbub.hub.config;
